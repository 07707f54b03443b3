"""Reads of the kept metadata."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django.utils import timezone

if TYPE_CHECKING:
    from accounts.saml.models import IdpMetadata

FETCH_EVERY = timedelta(minutes=15)
RETRY_EVERY = timedelta(minutes=1)


class IdpMetadataQuerySet(models.QuerySet):
    """Copies, one per source."""

    def good(self, source: str) -> IdpMetadataQuerySet:
        """Return the copy of ``source``, if one was ever good."""
        return self.filter(source=source).exclude(digest="")

    def other_than(self, digest: str, *, source: str) -> IdpMetadata | None:
        """Return the copy of ``source`` unless it is the one that has this digest."""
        return self.good(source).exclude(digest=digest).first()

    def looked_up_lately(self, source: str) -> IdpMetadataQuerySet:
        """Return the copy of ``source`` while it is too early to look again; sooner after a problem."""
        now = timezone.now()
        recent = Q(checked_at__gt=now - FETCH_EVERY, problem="")
        return self.filter(recent | Q(checked_at__gt=now - RETRY_EVERY), source=source)
