"""Reads of consultations, named by what they mean."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.utils import timezone

if TYPE_CHECKING:
    from accounts.models import User
    from dossiers.models import Dossier


class ConsultationQuerySet(models.QuerySet):
    """Consultations."""

    def current(self, *, agent: User, dossier: Dossier) -> ConsultationQuerySet:
        """Those that open this dossier to this agent now."""
        return self.filter(agent=agent, dossier=dossier, ends_at__gt=timezone.now())

    def latest_first(self) -> ConsultationQuerySet:
        """All of them with what a list shows, the newest on top."""
        return self.select_related("agent", "dossier").order_by("-started_at")
