"""Proposals, vacancies and checks of representation: those that are open, current or fresh."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django.utils import timezone

if TYPE_CHECKING:
    from accounts.models import User


class GapProposalQuerySet(models.QuerySet):
    """Proposals of access managers."""

    KEPT_FOR = timedelta(days=365)

    def open(self) -> GapProposalQuerySet:
        """Those nobody closed: waiting for the person, or for a name to be confirmed."""
        return self.filter(closed_at=None)

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
