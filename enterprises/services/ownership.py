"""A representative confirmed by the source takes Propriétaire for themselves (ADR 0043).

For the service that designates them, in its transaction, once it holds the enterprise's row.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

from enterprises import member_emails
from enterprises.lasting import default_end
from enterprises.models import Membership
from enterprises.models.memberships import CHANGED
from enterprises.ownership import needs_ownership
from enterprises.permissions import Role
from enterprises.services.access_requests import withdraw_request
from enterprises.services.periods import begin, finish
from monespace.common.db import get_or_none, require_transaction

if TYPE_CHECKING:
    from enterprises.representatives import Representative


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
        finish(actor=actor, membership=held, reason=CHANGED)
    wanted = Membership(
        enterprise=enterprise,
        user=user,
        role=Role.PROPRIETAIRE,
        starts_on=timezone.localdate(),
        ends_on=default_end(),
        created_by=user,
        representation=actor.check,
    )
    taken = begin(actor=actor, wanted=wanted, via="representation", source=actor.check.pk)
    for request in enterprise.access_requests.open().filter(requested_by=user):
        withdraw_request(actor=user, access_request=request)
    member_emails.tell_taken(membership=taken)
