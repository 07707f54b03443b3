"""Requests to become access manager: those open, and those whose documents are to be erased."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models.functions import Coalesce
from django.utils import timezone

if TYPE_CHECKING:
    from datetime import timedelta


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
