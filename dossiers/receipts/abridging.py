"""Keeps a receipt within what can be set: it shows the beginning of endless answers, and proves the rest."""

from __future__ import annotations

import hashlib
from typing import Final

from django.utils.translation import gettext

from monespace.sealing.characters import drawable

MOST_CHARACTERS: Final = 200_000  # of all answers together: forty pages of text
SHORTEST_LIMIT: Final = 200
LINE_WEIGHT: Final = 5  # an empty line takes as much room, in the file and on the page, as some characters


def abridged(values: list[str]) -> list[str]:
    """Return the answers, those longer than their share cut with a note, when all of them are too long."""
    if sum(map(_weight, values)) <= MOST_CHARACTERS:
        return values
    limit = max(MOST_CHARACTERS // len(values), SHORTEST_LIMIT)
    return [value if _weight(value) <= limit else _beginning(value, limit) for value in values]


def _weight(value: str) -> int:
    return len(drawable(value)) + LINE_WEIGHT * value.count("\n")


def _beginning(value: str, limit: int) -> str:
    """Return as much of a text as weighs ``limit`` at most, and what proves the whole."""
    length = limit * len(value) // _weight(value)
    note = gettext(
        "[…] La suite de cette réponse est dans Mon Espace. Empreinte du texte entier (SHA-256) : %(sha256)s"
    )
    return f"{value[:length]}\n{note % {'sha256': hashlib.sha256(value.encode()).hexdigest()}}"
