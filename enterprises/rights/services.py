"""The rows behind every change of access: ``open_membership`` begins a period, ``close_membership`` ends one.

For services that know who may do so, in their transaction, once they hold the enterprise's row.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

from enterprises.register.establishments import require_place
from enterprises.register.models import Enterprise, require_active
from enterprises.rights.errors import AlreadyMember
from enterprises.rights.models import LAPSED, AccessUse
from enterprises.rights.terms import Terms, require_offered, require_period
from monespace.common.db import get_or_none, require_transaction
from monespace.journal.services import record

if TYPE_CHECKING:
    from collections.abc import Collection
    from uuid import UUID

    from enterprises.rights.actor import Actor
    from enterprises.rights.models import Membership
    from monespace.common.authors import Author


def lock_enterprise(*, enterprise_id: int) -> Enterprise:
    """Lock the enterprise's row: changes of its accesses take their turn."""
    require_transaction()
    return Enterprise.objects.select_for_update().get(pk=enterprise_id)


def open_membership(
    *,
    actor: Author,
    wanted: Membership,
    via: str,
    source: UUID | None = None,
    place_kept: int | None = None,
    demarches_kept: Collection[str] = (),
) -> Membership:
    """Save ``wanted``; asking twice gives the same row.

    ``via`` says in the journal how the access came about, ``source`` what it came from; ``place_kept`` is
    the establishment that an access limited to it may go on for, though it closed, ``demarches_kept`` the
    démarches though they are offered no more. Raises AlreadyMember, EnterpriseStopped, and what
    ``require_period``, ``require_place`` and ``require_offered`` raise.
    """
    require_transaction()
    held = wanted.enterprise.memberships.filter(user=wanted.user)
    for lapsed in held.lapsed():
        close_membership(actor=actor, membership=lapsed, reason=LAPSED)
    if existing := get_or_none(held.open()):
        if _terms(existing) == _terms(wanted):
            return existing
        raise AlreadyMember
    require_active(wanted.enterprise)
    require_period(wanted.starts_on, wanted.ends_on)
    if wanted.establishment_id != place_kept:
        require_place(wanted.enterprise, wanted.establishment_id)
    require_offered(wanted.demarches, kept=demarches_kept)
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


def close_membership(*, actor: Author, membership: Membership, reason: str) -> None:
    """End ``membership`` now."""
    require_transaction()
    membership.ended_at = timezone.now()
    membership.ended_by = actor.user
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


def note_use(*, actor: Actor) -> None:
    """Note that a member sends something in the enterprise's space today: one statement a day for an access.

    Whoever acts by mandate uses no access to this enterprise.
    """
    today = timezone.localdate()
    if actor.use is None or actor.use.last_used_on == today.isoformat():
        return
    use = AccessUse(membership_id=actor.use.membership_id, last_used_on=today)
    AccessUse.objects.bulk_create(
        [use], update_conflicts=True, unique_fields=["membership"], update_fields=["last_used_on"]
    )
