"""Reads of memberships and designations, named by what they mean."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.utils import timezone

from enterprises.permissions import roles_with

if TYPE_CHECKING:
    from enterprises.permissions import Permission


class MembershipQuerySet(models.QuerySet):
    """Memberships."""

    def open(self) -> MembershipQuerySet:
        """Those nobody ended and whose last day is not past: in force, or starting later."""
        return self.filter(ended_at=None, ends_on__gte=timezone.localdate())

    def lapsed(self) -> MembershipQuerySet:
        """Those nobody ended but whose last day is past."""
        return self.filter(ended_at=None, ends_on__lt=timezone.localdate())

    def current(self) -> MembershipQuerySet:
        """Those that give rights today: started, not past their last day, not ended."""
        return self.open().filter(starts_on__lte=timezone.localdate())

    def allowing(self, permission: Permission) -> MembershipQuerySet:
        """Those whose role has ``permission``."""
        return self.filter(role__in=roles_with(permission))


class GapDesignationQuerySet(models.QuerySet):
    """Designations of access managers."""

    def current(self) -> GapDesignationQuerySet:
        """Those not ended."""
        return self.filter(ended_at=None)
