"""Giving and ending a person's access to an enterprise."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from enterprises.errors import AlreadyMember, MembershipPeriodInvalid
from enterprises.models import Enterprise, Membership
from enterprises.permissions import Permission
from enterprises.rights import require_now
from monespace.journal.services import record

if TYPE_CHECKING:
    from datetime import date

    from accounts.models import User
    from enterprises.actor import Actor, System
    from enterprises.permissions import Role

LAPSED = "lapsed"


@transaction.atomic
def add_membership(
    *, actor: Actor | System, enterprise: Enterprise, user: User, role: Role, starts_on: date, ends_on: date
) -> Membership:
    """Give ``user`` a role from ``starts_on`` to ``ends_on`` included; asking twice gives the same row."""
    enterprise = Enterprise.objects.select_for_update().get(pk=enterprise.pk)
    wanted = Membership(
        enterprise=enterprise,
        user=user,
        role=role,
        starts_on=starts_on,
        ends_on=ends_on,
        created_by=actor.user,
    )
    require_now(actor, Permission.MANAGE_MEMBERS, wanted)
    if ends_on < max(starts_on, timezone.localdate()):
        raise MembershipPeriodInvalid
    held = enterprise.memberships.filter(user=user)
    for lapsed in held.lapsed():
        _end(actor, lapsed, reason=LAPSED)
    if existing := held.open().first():
        if (existing.role, existing.starts_on, existing.ends_on) == (role, starts_on, ends_on):
            return existing
        raise AlreadyMember
    wanted.save(force_insert=True)
    record(
        "membership.added",
        actor=actor,
        subject=enterprise,
        membership=wanted.pk,
        person=user.pk,
        role=role,
        starts_on=starts_on,
        ends_on=ends_on,
    )
    return wanted


@transaction.atomic
def end_membership(*, actor: Actor | System, membership: Membership, reason: str) -> Membership:
    """End an access at once: the person's next request finds no space; ending twice changes nothing."""
    Enterprise.objects.select_for_update().get(pk=membership.enterprise_id)
    membership = Membership.objects.select_related("enterprise").get(pk=membership.pk)
    require_now(actor, Permission.MANAGE_MEMBERS, membership)
    if membership.ended_at is None:
        _end(actor, membership, reason=reason)
    return membership


def _end(actor: Actor | System, membership: Membership, *, reason: str) -> None:
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
