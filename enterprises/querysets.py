"""Reads of enterprises, memberships, designations and invitations, named by what they mean."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django.utils import timezone

if TYPE_CHECKING:
    from datetime import date


class EnterpriseQuerySet(models.QuerySet):
    """Enterprises."""


class MembershipQuerySet(models.QuerySet):
    """Memberships."""

    def current(self, today: date | None = None) -> MembershipQuerySet:
        """Those that give rights today: started, not past their last day, not ended."""
        day = today or timezone.localdate()
        return self.filter(ended_at=None, starts_on__lte=day, ends_on__gte=day)


class GapDesignationQuerySet(models.QuerySet):
    """Designations of access managers."""

    def current(self) -> GapDesignationQuerySet:
        """Those not ended."""
        return self.filter(ended_at=None)


class InvitationQuerySet(models.QuerySet):
    """Invitations."""

    def open(self) -> InvitationQuerySet:
        """Those that can still be accepted now."""
        return self.filter(
            Q(accepted_at=None, declined_at=None, revoked_at=None),
            expires_at__gt=timezone.now(),
        )
