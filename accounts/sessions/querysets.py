"""Reads of sessions, named by what they mean."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.sessions.limits import PEOPLE
from monespace.common.tokens import digest


class SessionQuerySet(models.QuerySet):
    """Sessions."""

    def of_key(self, key: str) -> SessionQuerySet:
        """Return the session whose cookie holds ``key``, its person included."""
        return self.select_related("user").filter(digest=digest(key))

    def over(self) -> SessionQuerySet:
        """Return those that open nothing any more, whoever's they are."""
        now = timezone.now()
        return self.filter(Q(last_seen_at__lte=now - PEOPLE.idle) | Q(started_at__lte=now - PEOPLE.absolute))
