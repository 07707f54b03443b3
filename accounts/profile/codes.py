"""Six digits that prove an e-mail address: kept as a keyed digest, few tries, a short life (ADR 0024)."""

from __future__ import annotations

import re
import secrets
from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils.crypto import constant_time_compare, salted_hmac

if TYPE_CHECKING:
    from uuid import UUID

DIGITS = 6
LIFETIME = timedelta(minutes=15)
MAX_TRIES = 5
AT_MOST_EVERY = timedelta(seconds=30)  # a double click, or impatience, sends one mail


def new_code() -> str:
    """Return six random digits."""
    return f"{secrets.randbelow(10**DIGITS):0{DIGITS}}"


def in_groups(code: str) -> str:
    """Return a code as people read it aloud."""
    half = DIGITS // 2
    return f"{code[:half]}\N{NO-BREAK SPACE}{code[half:]}"


def digits_of(typed: str) -> str:
    """Return the digits of what was typed or pasted, whatever stands between them."""
    return re.sub(r"\D", "", typed, flags=re.ASCII)


def digest_of(code: str, *, user_id: UUID, address: str) -> str:
    """Return what is kept of a code: good for this person and address only, and not to be guessed offline."""
    return salted_hmac(
        "accounts.profile.code", f"{user_id}\n{address}\n{code}", algorithm="sha256"
    ).hexdigest()


def is_code(typed: str, digest: str, *, user_id: UUID, address: str) -> bool:
    """Whether ``typed`` is the code behind ``digest``."""
    return constant_time_compare(digest_of(typed, user_id=user_id, address=address), digest)
