"""Reads of the trash, named by what they mean."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models

if TYPE_CHECKING:
    from datetime import date

    from dossiers.dossier.querysets import DossierQuerySet


class TrashedDraftQuerySet(models.QuerySet):
    """Drafts in the trash, and those emptied since."""

    def restorable(self) -> Self:
        """Those that still hold what was typed."""
        return self.filter(emptied_at=None)

    def among(self, dossiers: DossierQuerySet) -> Self:
        """Those of ``dossiers``, with what a list shows of each, the latest on top."""
        found = self.filter(dossier__in=dossiers).select_related("dossier__establishment")
        return found.order_by("-empty_on", "pk")

    def to_empty(self, today: date) -> Self:
        """Those whose time in the trash is over, the longest first."""
        return self.restorable().filter(empty_on__lte=today).order_by("empty_on", "pk")
