"""Reads of the systems of services."""

from __future__ import annotations

from typing import Self

from django.db import models


class ClientQuerySet(models.QuerySet):
    """Systems of services."""

    def standing(self) -> Self:
        """Those that nobody disabled, by name; some may have expired."""
        return self.filter(disabled_at=None).order_by("name", "pk")

    def disabled(self) -> Self:
        """Those that somebody disabled, the latest first."""
        return self.filter(disabled_at__isnull=False).order_by("-disabled_at", "pk")


class ClientSecretQuerySet(models.QuerySet):
    """Secrets of systems."""

    def standing(self) -> Self:
        """Those that nobody ended, the oldest first."""
        return self.filter(ended_at=None).order_by("created_at", "pk")
