"""Reads of invitations, named by what they mean."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import models
from django.utils import timezone

from enterprises.register.models import stopped
from monespace.common.tokens import digest

if TYPE_CHECKING:
    from accounts.models import User

REMIND_AFTER = timedelta(days=5)
REMIND_BEFORE_END = timedelta(days=2)
LEAVE_IN_PEACE = timedelta(days=1)


class InvitationQuerySet(models.QuerySet):
    """Invitations."""

    def unanswered(self) -> InvitationQuerySet:
        """Those neither accepted, declined nor revoked, expired ones included."""
        return self.filter(accepted_at=None, declined_at=None, revoked_at=None)

    def open(self) -> InvitationQuerySet:
        """Those whose link works now."""
        return self.unanswered().filter(expires_at__gt=timezone.now())

    def to_confirm(self) -> InvitationQuerySet:
        """Those accepted under another name, which a GAP has not settled yet."""
        return self.filter(accepted_at__isnull=False, settled_at=None)

    def waiting_for_gap_or_invitee(self) -> InvitationQuerySet:
        """Those that are not over, expired ones included as they can be sent again; the latest first."""
        return (self.unanswered() | self.to_confirm()).with_people().order_by("-created_at")

    def of_token(self, token: str) -> InvitationQuerySet:
        """Find the one whose link has this token."""
        return self.filter(token_digest=digest(token)).with_people()

    def answered_for_by(self, user: User) -> InvitationQuerySet:
        """Those worth the rights of ``user``: sent by them and not handed on, or handed to them."""
        return self.filter(models.Q(handed_to=user) | models.Q(handed_to=None, created_by=user))

    def sent_to(self, user: User) -> InvitationQuerySet:
        """Those sent to the address of ``user``."""
        return self.filter(email__iexact=user.email) if user.email else self.none()

    def with_people(self) -> InvitationQuerySet:
        """Load the enterprise and the people concerned in the same query."""
        return self.select_related("enterprise", "establishment", "created_by", "handed_to", "accepted_by")

    def due_for_reminder(self) -> InvitationQuerySet:
        """Those to remind of now: sent some days ago, or soon to expire, each once for a sending.

        Not on the day they were sent, nor for an enterprise or an establishment that stopped.
        """
        now = timezone.now()
        sent_long_ago = models.Q(first_reminder_at=None, sent_at__lte=now - REMIND_AFTER)
        ends_soon = models.Q(last_reminder_at=None, expires_at__lte=now + REMIND_BEFORE_END)
        not_fresh = self.open().filter(sent_at__lte=now - LEAVE_IN_PEACE)
        acceptable = not_fresh.exclude(stopped("enterprise")).exclude(stopped("establishment"))
        return acceptable.filter(sent_long_ago | ends_soon)
