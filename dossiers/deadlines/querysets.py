"""Reads of deadlines and outages, named by what they mean."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

if TYPE_CHECKING:
    from datetime import date, datetime

    from dossiers.deadlines.models import Outage


class DossierDeadlineQuerySet(models.QuerySet):
    """Time limits of dossiers."""

    def running(self) -> DossierDeadlineQuerySet:
        """Those of dossiers neither decided nor withdrawn."""
        return self.filter(ended_at=None)

    def passed(self, today: date) -> DossierDeadlineQuerySet:
        """Those whose last day went by without a decision."""
        return self.running().filter(due_on__lt=today)

    def decided_by_silence(self) -> DossierDeadlineQuerySet:
        """Those that passed without a decision, which the law takes for one."""
        return self.filter(silent_at__isnull=False)

    def met_by(self, outage: Outage) -> DossierDeadlineQuerySet:
        """Those that an outage meets: not ended before it, and of dossiers received before its end.

        One that stands still has no last day and is not among them: it is counted with the outage once it
        goes on.
        """
        found = self.filter(due_on__gte=outage.began_on, received_on__lte=outage.ended_on)
        if outage.for_all:
            return found
        return found.filter(dossier__demarche_version__demarche__slug__in=outage.demarches)


class OutageQuerySet(models.QuerySet):
    """Outages."""

    def concerning(self, slug: str, since: date) -> OutageQuerySet:
        """Those of a démarche that were not over before the day ``since``, in order of time."""
        found = self.filter(Q(for_all=True) | Q(demarches__contains=[slug]), ended_on__gte=since)
        return found.order_by("began_on", "pk")

    def announced_since(self, moment: datetime) -> OutageQuerySet:
        """Those announced after ``moment``."""
        return self.filter(announced_at__gt=moment)

    def latest_first(self) -> OutageQuerySet:
        """Order them by their announcement, the latest first."""
        return self.order_by("-announced_at", "pk")
