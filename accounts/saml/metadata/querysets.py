"""Reads of the copies of metadata."""

from __future__ import annotations

from datetime import timedelta

from django.db import models
from django.db.models import Q
from django.utils import timezone

FETCH_EVERY = timedelta(minutes=15)
RETRY_EVERY = timedelta(minutes=1)


class IdpMetadataQuerySet(models.QuerySet):
    """Copies, one per source."""

    def good(self, source: str) -> IdpMetadataQuerySet:
        """Return the copy of ``source``, if one was ever good."""
        return self.filter(source=source).exclude(digest="")

    def looked_up_lately(self, source: str) -> IdpMetadataQuerySet:
        """Return the copy of ``source`` while it is too early to look again; sooner after a problem."""
        now = timezone.now()
        recent = Q(checked_at__gt=now - FETCH_EVERY, problem="")
        return self.filter(recent | Q(checked_at__gt=now - RETRY_EVERY), source=source)
