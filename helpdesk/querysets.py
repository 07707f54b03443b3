"""Reads of consultations, named by what they mean."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.utils import timezone

if TYPE_CHECKING:
    from django.db.models import Model

    from accounts.models import User


class ConsultationQuerySet(models.QuerySet):
    """Consultations."""

    def current(self, *, agent: User, **opened: Model) -> ConsultationQuerySet:
        """Those that open one thing to this agent now: ``dossier=…``, ``gap_request=…``, ``enterprise=…``."""
        return self.filter(agent=agent, ends_at__gt=timezone.now(), **opened)

    def latest_first(self) -> ConsultationQuerySet:
        """All of them with what a list shows, the newest on top."""
        shown = self.prefetch_related("agent", "dossier", "gap_request", "enterprise")
        return shown.order_by("-started_at", "pk")
