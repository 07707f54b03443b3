"""Giving, changing and ending a person's access to an enterprise."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from enterprises.endings.effects import of_membership
from enterprises.invitations.errors import MembershipChanged
from enterprises.invitations.services import revoke_unanswered
from enterprises.members.models import RenewalNotice
from enterprises.rights import emails
from enterprises.rights.checks import require_now
from enterprises.rights.models import CHANGED, Membership
from enterprises.rights.permissions import Permission
from enterprises.rights.services import close_membership, lock_enterprise, open_membership
from enterprises.rights.terms import Terms
from monespace.common.db import get_or_none
from monespace.mail.budgets import within_budgets
from monespace.outbox.services import enqueue

if TYPE_CHECKING:
    from datetime import date

    from accounts.models import User
    from enterprises.register.models import Enterprise
    from enterprises.rights.actor import Actor
    from enterprises.rights.permissions import Role
    from monespace.common.authors import System


@transaction.atomic
def add_membership(
    *, actor: Actor | System, enterprise: Enterprise, user: User, role: Role, starts_on: date, ends_on: date
) -> Membership:
    """Give ``user`` a role from ``starts_on`` to ``ends_on`` included; asking twice gives the same row.

    Raises what ``open_membership`` raises.
    """
    wanted = Membership(
        enterprise=lock_enterprise(enterprise_id=enterprise.pk),
        user=user,
        role=role,
        starts_on=starts_on,
        ends_on=ends_on,
        created_by=actor.user,
    )
    require_now(actor, Permission.MANAGE_MEMBERS, wanted)
    return open_membership(actor=actor, wanted=wanted, via="direct")


@within_budgets
def change_membership(*, actor: Actor, membership: Membership, terms: Terms, reason: str) -> Membership:
    """Give another role, reach or last day: ends the row and writes another from today. The person is told.

    What a representative took for themselves still ends with their function (ADR 0043).
    The same terms change nothing. Raises MembershipChanged when somebody changed the access meanwhile, and
    what ``open_membership`` raises.
    """
    membership = _held(membership)
    require_now(actor, Permission.MANAGE_MEMBERS, membership)
    if membership.ended_at:
        raise MembershipChanged
    if Terms.of(membership) == terms:
        return membership
    close_membership(actor=actor, membership=membership, reason=reason or CHANGED)
    wanted = Membership(
        enterprise=membership.enterprise,
        user=membership.user,
        starts_on=max(membership.starts_on, timezone.localdate()),
        created_by=actor.user,
        representation=membership.representation,
        **terms.columns,
    )
    begun = open_membership(
        actor=actor,
        wanted=wanted,
        via="change",
        source=membership.pk,
        place_kept=membership.establishment_id,
        demarches_kept=membership.demarches,
    )
    emails.tell_changed(actor=actor, membership=begun)
    return begun


@transaction.atomic
def end_membership(*, actor: Actor | System, membership: Membership, reason: str) -> Membership:
    """End an access at once: the person's next request finds no space; ending twice changes nothing.

    Invitations sent to them end too. Their drafts stay with the enterprise: who may go on with them is told.
    Raises MembershipChanged when they have another period now.
    """
    membership = _held(membership)
    require_now(actor, Permission.MANAGE_MEMBERS, membership)
    others = membership.enterprise.memberships.open().filter(user=membership.user).exclude(pk=membership.pk)
    if membership.ended_at and others.exists():
        raise MembershipChanged
    if membership.ended_at is None:
        close_membership_and_tell(actor=actor, membership=membership, reason=reason)
    return membership


def close_membership_and_tell(*, actor: Actor | System, membership: Membership, reason: str) -> None:
    """End an access with all that ends with it, and tell the person.

    For services that hold the enterprise's row and know that they may.
    """
    goes = of_membership(membership)
    close_membership(actor=actor, membership=membership, reason=reason)
    revoke_unanswered(actor=actor, invitations=goes.revoked, reason=reason)
    emails.tell_ended(actor=actor, membership=membership)
    enqueue("membership.ended", membership_id=membership.pk)


def _held(membership: Membership) -> Membership:
    """Return the access as it is now, its enterprise's row held."""
    lock_enterprise(enterprise_id=membership.enterprise_id)
    return Membership.objects.select_related("enterprise", "user").get(pk=membership.pk)


@transaction.atomic
def announce_end(*, membership: Membership, days_before: int) -> bool:
    """Tell the person and who manages the accesses that an access ends soon.

    Returns False when that was said already, or when the access changed meanwhile.
    """
    lock_enterprise(enterprise_id=membership.enterprise_id)
    due = Membership.objects.select_related("enterprise", "user").due_for_renewal(days_before)
    held = get_or_none(due.filter(pk=membership.pk))
    if held is None:
        return False
    RenewalNotice.objects.create(membership=held, days_before=days_before, sent_at=timezone.now())
    emails.tell_ends_soon(membership=held)
    for designation in held.enterprise.gap_designations.current().select_related("user"):
        if designation.user_id != held.user_id:
            emails.tell_manager_ends_soon(manager=designation.user, membership=held)
    return True
