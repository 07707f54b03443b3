"""Whether a name that was written is that of a person, as their identity card spells it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from monespace.common.folding import folded

if TYPE_CHECKING:
    from accounts.people.models import User


# Written or left out, together or apart: they do not tell people from each other.
PARTICLES = frozenset(
    {
        "d",
        "de",
        "del",
        "della",
        "den",
        "der",
        "des",
        "di",
        "du",
        "el",
        "l",
        "la",
        "le",
        "les",
        "of",
        "op",
        "t",
    }
    | {"te", "ten", "ter", "van", "vanden", "vander", "von", "y", "zu", "zum", "zur"}
)


def is_name_of(written: str, user: User) -> bool:
    """Whether a written name is the card's: capitals, accents, order, particles, more given names apart."""
    words, first, last = _words(written), _words(user.first_name), _words(user.last_name)
    says_nothing_else = _telling(words) <= first | last
    return says_nothing_else and _telling(last) <= words and (not first or bool(_telling(first) & words))


def _words(name: str) -> set[str]:
    return set(re.findall(r"\w+", folded(name)))


def _telling(words: set[str]) -> set[str]:
    return words - PARTICLES or words
