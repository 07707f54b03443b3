"""The words a list is searched by: sealed in its address, for one person, as names may be (ADR 0067)."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from monespace.common.crypto import Undecryptable, decrypt, encrypt
from monespace.common.text import one_line

if TYPE_CHECKING:
    from django.http import HttpRequest

WORDS: Final = "q"
PURPOSE: Final = "list"
LONGEST_WORDS: Final = 50


def sealed(request: HttpRequest, typed: str) -> str:
    """Return what was typed, at most ``LONGEST_WORDS`` characters, as an address may carry it; or nothing."""
    words = one_line(typed)[:LONGEST_WORDS].strip()
    return encrypt(json.dumps([PURPOSE, _reader(request), words], ensure_ascii=False)) if words else ""


def words_of(request: HttpRequest) -> str:
    """Return the words that the address carries; none when they are not this person's, or were altered."""
    try:
        purpose, reader, words = json.loads(decrypt(request.GET.get(WORDS, "")))
    except (Undecryptable, ValueError, TypeError):
        return ""
    return words if (purpose, reader) == (PURPOSE, _reader(request)) else ""


def _reader(request: HttpRequest) -> str:
    return str(request.user.pk)
