"""Whom an enterprise cannot invite now, and why; asked by services and by the preview of a list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models.functions import Lower

from enterprises.invitations.emails import INVITED
from enterprises.invitations.errors import AlreadyInvited, SelfInvitation
from enterprises.invitations.models import normalised
from enterprises.rights.errors import AlreadyMember
from monespace.mail.addresses import recipient_key
from monespace.mail.causes import cause_of
from monespace.mail.counting import WHOLE, find_spent

if TYPE_CHECKING:
    from collections.abc import Collection

    from enterprises.register.models import Enterprise
    from enterprises.rights.actor import Actor
    from monespace.common.errors import DomainError


def refusals(
    actor: Actor, enterprise: Enterprise, addresses: Collection[str]
) -> dict[str, DomainError | type[DomainError]]:
    """Return why ``actor`` cannot invite some of these addresses, as they are kept, or WHOLE of them."""
    waiting = enterprise.invitations.open() | enterprise.invitations.to_confirm()
    invited = waiting.filter(email__in=addresses).values_list("email", flat=True)
    members = (
        enterprise.memberships.open().annotate(address=Lower("user__email")).filter(address__in=addresses)
    )
    spent = find_spent(kind=INVITED, cause=cause_of(actor), addresses=addresses)
    found: dict[str, DomainError | type[DomainError]] = {
        address: spent[key] for address in addresses if (key := recipient_key(address)) in spent
    }
    if WHOLE in spent:
        found[WHOLE] = spent[WHOLE]
    found |= dict.fromkeys(invited, AlreadyInvited)
    found |= dict.fromkeys(members.values_list("address", flat=True), AlreadyMember)
    own = normalised(actor.user.email)
    return found | ({own: SelfInvitation} if own in addresses else {})
