"""A representative confirmed by the source takes Propriétaire for themselves (ADR 0043).

For the service that designates them, in its transaction, once it holds the enterprise's row.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils import timezone

from enterprises.requests.services import withdraw_request
from enterprises.rights import emails
from enterprises.rights.models import CHANGED, Membership
from enterprises.rights.permissions import Role
from enterprises.rights.querysets import RENEWAL_STAGES
from enterprises.rights.services import close_membership, open_membership
from enterprises.rights.terms import default_end
from monespace.common.db import get_or_none, require_transaction

if TYPE_CHECKING:
    from accounts.models import User
    from enterprises.managers.representatives import Representative
    from enterprises.register.models import Enterprise


def take_ownership(*, actor: Representative) -> None:
    """Give the representative Propriétaire of all of it for the usual time, in place of any lesser access.

    Who holds as much for long enough keeps what they have: doing it twice changes nothing. Their own open
    request is over with it. The other access managers are told.
    """
    require_transaction()
    enterprise, user = actor.enterprise, actor.user
    if not needs_ownership(user, enterprise):
        return
    if held := get_or_none(enterprise.memberships.open().filter(user=user)):
        close_membership(actor=actor, membership=held, reason=CHANGED)
    wanted = Membership(
        enterprise=enterprise,
        user=user,
        role=Role.PROPRIETAIRE,
        starts_on=timezone.localdate(),
        ends_on=default_end(),
        created_by=user,
        representation=actor.check,
    )
    taken = open_membership(actor=actor, wanted=wanted, via="representation", source=actor.check.pk)
    for request in enterprise.access_requests.open().filter(requested_by=user):
        withdraw_request(actor=user, access_request=request)
    emails.tell_taken(membership=taken)


LONG_ENOUGH = timedelta(days=max(RENEWAL_STAGES))


def needs_ownership(user: User, enterprise: Enterprise) -> bool:
    """Whether ``user`` is not yet Propriétaire of the whole enterprise, or soon no more (ADR 0043)."""
    whole = enterprise.memberships.current().filter(
        user=user, role=Role.PROPRIETAIRE, establishment=None, demarches=[]
    )
    return not whole.filter(ends_on__gt=timezone.localdate() + LONG_ENOUGH).exists()
