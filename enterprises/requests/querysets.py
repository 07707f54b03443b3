"""Requests for access: those that are open."""

from __future__ import annotations

from django.db import models


class AccessRequestQuerySet(models.QuerySet):
    """Requests for a role."""

    def open(self) -> AccessRequestQuerySet:
        """Those that wait for an answer, the oldest first."""
        return self.filter(answered_at=None, withdrawn_at=None).order_by("requested_at")
