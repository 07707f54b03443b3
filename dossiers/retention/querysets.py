"""Reads of planned erasures and of what holds them, named by what they mean."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Count, Max, Min

if TYPE_CHECKING:
    from datetime import date, datetime

SLUG = "dossier__demarche_version__demarche__slug"


class ErasureQuerySet(models.QuerySet):
    """Erasures, planned or done."""

    def planned(self) -> Self:
        """Those not done yet."""
        return self.filter(erased_at=None)

    def due(self, today: date) -> Self:
        """Those to do from today on, the longest due first."""
        return self.planned().filter(due_on__lte=today).order_by("due_on", "pk")

    def done_since(self, moment: datetime) -> Self:
        """Those done since a moment."""
        return self.filter(erased_at__gte=moment)

    def by_demarche(self) -> models.QuerySet[Any, dict[str, Any]]:
        """Count them by démarche: ``slug``, ``number``, ``first`` and ``last`` day; the first day first."""
        return (
            self.order_by()
            .values(slug=models.F(SLUG))
            .annotate(number=Count("pk"), first=Min("due_on"), last=Max("due_on"))
            .order_by("first", "slug")
        )


class HoldQuerySet(models.QuerySet):
    """What keeps dossiers from being erased."""

    def standing(self) -> Self:
        """Those that nobody has ended."""
        return self.filter(ended_at=None)

    def latest_first(self) -> Self:
        """With the dossier and who placed them, the latest on top."""
        return self.select_related("dossier", "placed_by").order_by("-placed_at", "pk")
