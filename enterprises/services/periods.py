"""The rows behind every change of access: a period begins, a period ends.

For the services of this folder, in their transaction, once they hold the enterprise's row.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

from enterprises.errors import AlreadyMember, MembershipPeriodInvalid
from enterprises.invitees import Terms
from enterprises.models import Enterprise
from enterprises.models.memberships import LAPSED
from enterprises.stopping import require_active
from monespace.common.db import get_or_none, require_transaction
from monespace.journal.services import record

if TYPE_CHECKING:
    from typing import Any
    from uuid import UUID

    from enterprises.models import Membership


def hold(*, enterprise_id: int) -> Enterprise:
    """Lock the enterprise's row: changes of its accesses take their turn."""
    require_transaction()
    return Enterprise.objects.select_for_update().get(pk=enterprise_id)


def begin(*, actor: Any, wanted: Membership, via: str, source: UUID | None = None) -> Membership:
    """Save ``wanted``; asking twice gives the same row.

    Raises AlreadyMember, MembershipPeriodInvalid, EnterpriseStopped.
    ``via`` says in the journal how the access came about, ``source`` what it came from.
    """
    require_transaction()
    if wanted.ends_on < max(wanted.starts_on, timezone.localdate()):
        raise MembershipPeriodInvalid
    held = wanted.enterprise.memberships.filter(user=wanted.user)
    for lapsed in held.lapsed():
        finish(actor=actor, membership=lapsed, reason=LAPSED)
    if existing := get_or_none(held.open()):
        if _terms(existing) == _terms(wanted):
            return existing
        raise AlreadyMember
    require_active(wanted.enterprise)
    wanted.save(force_insert=True)
    record(
        "membership.added",
        actor=actor,
        subject=wanted.enterprise,
        membership=wanted.pk,
        person=wanted.user_id,
        role=wanted.role,
        starts_on=wanted.starts_on,
        ends_on=wanted.ends_on,
        via=via,
        **({"source": source} if source else {}),
    )
    return wanted


def finish(*, actor: Any, membership: Membership, reason: str) -> None:
    """End ``membership`` now."""
    require_transaction()
    membership.ended_at = timezone.now()
    membership.ended_by = getattr(actor, "user", actor)
    membership.end_reason = reason
    membership.save(update_fields=["ended_at", "ended_by", "end_reason"])
    record(
        "membership.ended",
        actor=actor,
        subject=membership.enterprise,
        membership=membership.pk,
        person=membership.user_id,
    )


def _terms(membership: Membership) -> tuple[object, ...]:
    return Terms.of(membership), membership.starts_on
