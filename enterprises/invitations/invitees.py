"""Whom an invitation is for: the address as it is kept, and whether who accepts is that person (ADR 0032)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from accounts.card_names import is_name_of

if TYPE_CHECKING:
    from accounts.models import User
    from enterprises.invitations.models import Invitation


@dataclass(frozen=True, kw_only=True)
class Invitee:
    """Somebody to invite: where to write, in which language, under which name they should accept."""

    email: str
    name: str = ""
    language: str = "fr"


def normalised(email: str) -> str:
    """Return an address as it is kept and compared."""
    return email.strip().lower()


def is_meant(invitation: Invitation, user: User) -> bool:
    """Whether ``user`` is whom the GAP meant, without a doubt.

    The name of the identity card decides. Without a written name nothing does: that the address is proved
    shows who reads a mailbox, as the link does already, and mailboxes are shared, mistyped and stolen.
    """
    return bool(invitation.expected_name) and is_name_of(invitation.expected_name, user)
