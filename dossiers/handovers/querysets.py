"""Reads of handovers, named by what they mean."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models

if TYPE_CHECKING:
    from datetime import datetime

    from dossiers.dossier.models import Dossier


class HandoverQuerySet(models.QuerySet):
    """Handovers."""

    def of(self, dossier: Dossier) -> Self:
        """Those of one draft, the latest first."""
        return self.filter(dossier=dossier).order_by("-handed_at", "pk")

    def since(self, moment: datetime) -> Self:
        """Those later than a moment."""
        return self.filter(handed_at__gt=moment)
