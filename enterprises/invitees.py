"""Whom an invitation is for: the address as it is kept, and whether who accepts is that person (ADR 0032)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from enterprises.permissions import Role
from enterprises.sorting import folded

if TYPE_CHECKING:
    from datetime import date
    from typing import Any

    from accounts.models import User
    from enterprises.models import Invitation, Membership

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


@dataclass(frozen=True, kw_only=True)
class Invitee:
    """Somebody to invite: where to write, in which language, under which name they should accept."""

    email: str
    name: str = ""
    language: str = "fr"


@dataclass(frozen=True, kw_only=True)
class Terms:
    """What an access gives: the one place to add to when accesses give something else."""

    role: Role
    ends_on: date
    establishment_id: int | None = None  # one establishment, or all of them
    demarches: tuple[str, ...] = ()  # slugs, or every démarche when empty

    @property
    def columns(self) -> dict[str, Any]:
        """The columns that keep them, on an invitation as on a membership."""
        return {
            "role": self.role,
            "ends_on": self.ends_on,
            "establishment_id": self.establishment_id,
            "demarches": list(self.demarches),
        }

    @classmethod
    def of(cls, row: Invitation | Membership) -> Terms:
        """Return the terms that an invitation or a membership keeps."""
        return cls(
            role=Role(row.role),
            ends_on=row.ends_on,
            establishment_id=row.establishment_id,
            demarches=tuple(row.demarches),
        )


def normalised(email: str) -> str:
    """Return an address as it is kept and compared."""
    return email.strip().lower()


def is_meant(invitation: Invitation, user: User) -> bool:
    """Whether ``user`` is whom the GAP meant, without a doubt.

    The name of the identity card decides. Without a written name nothing does: that the address is proved
    shows who reads a mailbox, as the link does already, and mailboxes are shared, mistyped and stolen.
    """
    return bool(invitation.expected_name) and is_name_of(invitation.expected_name, user)


def is_name_of(written: str, user: User) -> bool:
    """Whether a written name is the card's: capitals, accents, order, particles, more given names apart."""
    words, first, last = _words(written), _words(user.first_name), _words(user.last_name)
    says_nothing_else = _telling(words) <= first | last
    return says_nothing_else and _telling(last) <= words and (not first or bool(_telling(first) & words))


def _words(name: str) -> set[str]:
    return set(re.findall(r"\w+", folded(name)))


def _telling(words: set[str]) -> set[str]:
    return words - PARTICLES or words
