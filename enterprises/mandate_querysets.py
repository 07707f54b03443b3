"""Reads of mandates, named by what they mean."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django.utils import timezone

if TYPE_CHECKING:
    from enterprises.models import Enterprise


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
