"""Whom an enterprise cannot invite now, and why: what services refuse and previews announce is the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models.functions import Lower

from enterprises.errors import AlreadyMember
from enterprises.invitation_errors import AlreadyInvited, SelfInvitation
from enterprises.invitees import normalised

if TYPE_CHECKING:
    from collections.abc import Collection

    from enterprises.actor import Actor
    from enterprises.models import Enterprise
    from monespace.common.errors import DomainError


def refusals(
    actor: Actor, enterprise: Enterprise, addresses: Collection[str]
) -> dict[str, type[DomainError]]:
    """Return why ``actor`` cannot invite some of these addresses, as they are kept; in two queries."""
    waiting = enterprise.invitations.open() | enterprise.invitations.to_confirm()
    invited = waiting.filter(email__in=addresses).values_list("email", flat=True)
    members = (
        enterprise.memberships.open().annotate(address=Lower("user__email")).filter(address__in=addresses)
    )
    found: dict[str, type[DomainError]] = dict.fromkeys(invited, AlreadyInvited)
    found |= dict.fromkeys(members.values_list("address", flat=True), AlreadyMember)
    own = normalised(actor.user.email)
    return found | ({own: SelfInvitation} if own in addresses else {})
