"""Reads of memberships and designations, named by what they mean."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from enterprises.permissions import roles_with
from enterprises.stopping import stopped

if TYPE_CHECKING:
    from accounts.models import User
    from enterprises.permissions import Permission

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


class GapProposalQuerySet(models.QuerySet):
    """Proposals of access managers."""

    KEPT_FOR = timedelta(days=365)

    def open(self) -> GapProposalQuerySet:
        """Those nobody closed: waiting for the person, or for a name to be confirmed."""
        return self.filter(closed_at=None)

    def waiting_for_person(self) -> GapProposalQuerySet:
        """Those whose link works now."""
        return self.open().filter(accepted_at=None, expires_at__gt=timezone.now())

    def by_function(self) -> GapProposalQuerySet:
        """Those of representatives that may still take effect, by what the source said of who proposed."""
        answerable = Q(accepted_at__isnull=False) | Q(expires_at__gt=timezone.now())
        return self.open().filter(answerable, representation__isnull=False)

    def long_over(self) -> GapProposalQuerySet:
        """Those closed, or never answered, longer ago than they are kept for (ADR 0016)."""
        limit = timezone.now() - self.KEPT_FOR
        never_answered = Q(closed_at=None, accepted_at=None, expires_at__lt=limit)
        return self.filter(Q(closed_at__lt=limit) | never_answered)


class GapVacancyQuerySet(models.QuerySet):
    """Vacancies."""

    def current(self) -> GapVacancyQuerySet:
        """Those that last."""
        return self.filter(closed_at=None)


class RepresentationCheckQuerySet(models.QuerySet):
    """Questions to the source of representatives."""

    VALID_FOR = timedelta(minutes=60)

    def of(self, user: User, number: str) -> RepresentationCheckQuerySet:
        """Those of a person about an enterprise, the latest first."""
        return self.filter(user=user, number=number).order_by("-asked_at")

    def recent(self) -> RepresentationCheckQuerySet:
        """Those recent enough to act upon: a function may end at any time."""
        return self.filter(asked_at__gt=timezone.now() - self.VALID_FOR)


class AccessRequestQuerySet(models.QuerySet):
    """Requests for a role."""

    def open(self) -> AccessRequestQuerySet:
        """Those that wait for an answer, the oldest first."""
        return self.filter(answered_at=None, withdrawn_at=None).order_by("requested_at")


class GapRequestQuerySet(models.QuerySet):
    """Requests to be recorded as access manager, on documents."""

    def open(self) -> GapRequestQuerySet:
        """Those that wait for a decision, the oldest first."""
        return self.filter(decided_at=None, withdrawn_at=None).order_by("requested_at")

    def closed(self) -> GapRequestQuerySet:
        """Those decided or withdrawn, the latest made first."""
        return self.exclude(decided_at=None, withdrawn_at=None).order_by("-requested_at")

    def due_for_purge(self, kept_for: timedelta) -> GapRequestQuerySet:
        """Those closed for longer than ``kept_for`` that still say what they said."""
        limit = timezone.now() - kept_for
        closed = self.alias(closed_at=Coalesce("decided_at", "withdrawn_at"))
        return closed.filter(closed_at__lt=limit, purged_at=None)
