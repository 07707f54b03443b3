"""Reads of signatures asked for, named by what they mean."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django.utils import timezone

from monespace.common.tokens import digest

if TYPE_CHECKING:
    from uuid import UUID

    from accounts.models import User

REMIND_AFTER = timedelta(days=5)
REMIND_BEFORE_END = timedelta(days=2)
LEAVE_IN_PEACE = timedelta(days=1)


class SignatureRequestQuerySet(models.QuerySet):
    """Rounds of signatures."""

    def open_of(self, dossier_id: UUID) -> SignatureRequestQuerySet:
        """Find the round a dossier waits for, its day passed or not."""
        return self.filter(dossier=dossier_id, ended_at=None)

    def overdue(self) -> SignatureRequestQuerySet:
        """Those whose last day has passed."""
        return self.filter(ended_at=None, expires_at__lte=timezone.now())


class SignatoryQuerySet(models.QuerySet):
    """People asked to sign."""

    def of_token(self, token: str) -> SignatoryQuerySet:
        """Find the one whose link has this token."""
        return self.filter(token_digest=digest(token)).with_request()

    def with_request(self) -> SignatoryQuerySet:
        """Load what they sign in the same query."""
        return self.select_related(
            "request__requested_by",
            "request__dossier__owner_enterprise",
            "request__dossier__demarche_version",
        )

    def unsigned(self) -> SignatoryQuerySet:
        """Those who have not signed."""
        return self.filter(signed_at=None)

    def signed_by(self, user: User) -> SignatoryQuerySet:
        """Find what a person signed, the latest first."""
        return self.filter(signed_by=user).with_request().order_by("-signed_at", "pk")

    def due_for_reminder(self) -> SignatoryQuerySet:
        """Those to remind of now: asked some days ago, or soon too late; each once for a link."""
        now = timezone.now()
        asked_long_ago = Q(first_reminder_at=None, sent_at__lte=now - REMIND_AFTER)
        ends_soon = Q(last_reminder_at=None, request__expires_at__lte=now + REMIND_BEFORE_END)
        waiting = self.unsigned().filter(request__ended_at=None, request__expires_at__gt=now)
        return waiting.filter(asked_long_ago | ends_soon, sent_at__lte=now - LEAVE_IN_PEACE)
