"""Reads of the systems of services."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone

if TYPE_CHECKING:
    from collections.abc import Collection


class ClientQuerySet(models.QuerySet):
    """Systems of services."""

    def standing(self) -> Self:
        """Those that nobody disabled, by name; some may have expired."""
        return self.filter(disabled_at=None).order_by("name", "pk")

    def able_to(self, verb: str, *, services: Collection[str], slug: str) -> Self:
        """Those that may be used today, for one of these services and this démarche, to do ``verb``."""
        bound = Q(demarches=None) | Q(demarches__contains=[slug])
        valid = self.standing().filter(expires_on__gte=timezone.localdate())
        return valid.filter(bound, services__overlap=services, verbs__contains=[verb])

    def disabled(self) -> Self:
        """Those that somebody disabled, the latest first."""
        return self.filter(disabled_at__isnull=False).order_by("-disabled_at", "pk")


class ClientSecretQuerySet(models.QuerySet):
    """Secrets of systems."""

    def standing(self) -> Self:
        """Those that nobody ended, the oldest first."""
        return self.filter(ended_at=None).order_by("created_at", "pk")
