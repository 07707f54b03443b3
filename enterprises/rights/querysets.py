"""Reads of memberships and designations, named by what they mean."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, OuterRef, Q, Subquery, Value
from django.utils import timezone

from enterprises.register.models import stopped
from enterprises.rights.permissions import roles_with

if TYPE_CHECKING:
    from accounts.models import User
    from enterprises.register.models import Enterprise
    from enterprises.rights.permissions import Permission


# Days before its end at which an access is announced to end; each stage lasts until the next.
RENEWAL_STAGES = (60, 14)


class MembershipQuerySet(models.QuerySet):
    """Memberships."""

    def open(self) -> MembershipQuerySet:
        """Those nobody ended and whose last day is not past: in force, or starting later."""
        return self.filter(ended_at=None, ends_on__gte=timezone.localdate())

    def lapsed(self) -> MembershipQuerySet:
        """Those nobody ended but whose last day is past."""
        return self.filter(ended_at=None, ends_on__lt=timezone.localdate())

    def current(self) -> MembershipQuerySet:
        """Those that give rights today: started, not past their last day, not ended."""
        return self.open().filter(starts_on__lte=timezone.localdate())

    def due_for_renewal(self, days_before: int) -> MembershipQuerySet:
        """Those whose end is near, at this stage of RENEWAL_STAGES, and not announced yet; nearest first.

        Not those whose end was chosen later than this stage, nor those of an enterprise that stopped.
        """
        today = timezone.localdate()
        next_stage = max((days for days in RENEWAL_STAGES if days < days_before), default=-1)
        near = self.open().filter(
            ends_on__gt=today + timedelta(days=next_stage), ends_on__lte=today + timedelta(days=days_before)
        )
        long_known = near.filter(created_at__lt=F("ends_on") - Value(timedelta(days=days_before)))
        unsaid = long_known.exclude(renewal_notices__days_before=days_before)
        return unsaid.exclude(stopped("enterprise")).order_by("ends_on")

    def with_last_use(self) -> MembershipQuerySet:
        """Add the last day on which the person used this or a former access to the enterprise."""
        theirs: MembershipQuerySet = MembershipQuerySet(self.model).filter(
            enterprise=OuterRef("enterprise"), user=OuterRef("user")
        )
        latest = theirs.order_by(F("use__last_used_on").desc(nulls_last=True)).values("use__last_used_on")
        return self.annotate(last_used_on=Subquery(latest[:1]))

    def by_function(self) -> MembershipQuerySet:
        """Those that representatives took for themselves, by what the source said of them (ADR 0043)."""
        return self.filter(representation__isnull=False)

    def allowing(self, permission: Permission) -> MembershipQuerySet:
        """Those whose role has ``permission``."""
        return self.filter(role__in=roles_with(permission))


class GapDesignationQuerySet(models.QuerySet):
    """Designations of access managers."""

    def current(self) -> GapDesignationQuerySet:
        """Those not ended."""
        return self.filter(ended_at=None)

    def self_made(self) -> GapDesignationQuerySet:
        """Those of representatives who designated themselves, by what the source said of them."""
        return self.filter(representation__isnull=False, designated_by=F("user"))


OVER = 0
NOTICE_STAGES = (*RENEWAL_STAGES, OVER)


class MandateQuerySet(models.QuerySet):
    """Mandates."""

    def of(self, enterprise: Enterprise) -> MandateQuerySet:
        """Those the enterprise gives or holds, both enterprises loaded."""
        return self.filter(Q(client=enterprise) | Q(holder=enterprise)).select_related("client", "holder")

    def open(self) -> MandateQuerySet:
        """Those neither declined nor ended, and whose last day is not past."""
        return self.filter(declined_at=None, ended_at=None, ends_on__gte=timezone.localdate())

    def lapsed(self) -> MandateQuerySet:
        """Those nobody declined or ended, but whose last day is past."""
        return self.filter(declined_at=None, ended_at=None, ends_on__lt=timezone.localdate())

    def in_force(self) -> MandateQuerySet:
        """Those that give rights today: accepted, started, not past their last day, not ended."""
        return self.open().filter(accepted_at__isnull=False, starts_on__lte=timezone.localdate())

    def not_given_by(self, user: User) -> MandateQuerySet:
        """Those that somebody else agreed to for the client: nobody gives themselves an access (ADR 0043)."""
        by_proposing = Q(proposing_side="client", proposed_by=user)
        return self.exclude(by_proposing | Q(proposing_side="holder", accepted_by=user))

    def due_for_notice(self, days_before: int) -> MandateQuerySet:
        """Those in force whose end is near, at this stage, or over, at 0; not announced yet, nearest first.

        As for accesses (ADR 0036), not those agreed later than the stage, nor between enterprises of which
        one has stopped. An end of more than a fortnight ago is no news.
        """
        today = timezone.localdate()
        agreed = self.filter(declined_at=None, ended_at=None, accepted_at__isnull=False)
        alive = agreed.exclude(stopped("client") | stopped("holder"))
        unsaid = alive.exclude(notices__days_before=days_before)
        if days_before == OVER:
            near = unsaid.filter(ends_on__lt=today, ends_on__gte=today - timedelta(days=min(RENEWAL_STAGES)))
        else:
            next_stage = max((days for days in RENEWAL_STAGES if days < days_before), default=-1)
            near = unsaid.filter(
                ends_on__gt=today + timedelta(days=next_stage),
                ends_on__lte=today + timedelta(days=days_before),
                accepted_at__lt=F("ends_on") - Value(timedelta(days=days_before)),
            )
        return near.order_by("ends_on")
