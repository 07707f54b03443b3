"""Requests for a role, made to who manages the accesses."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from enterprises.rights.permissions import Role

if TYPE_CHECKING:
    from datetime import datetime


class AccessRequestQuerySet(models.QuerySet):
    """Requests for a role."""

    def open(self) -> AccessRequestQuerySet:
        """Those that wait for an answer, the oldest first."""
        return self.filter(answered_at=None, withdrawn_at=None).order_by("requested_at")


class AccessRequest(models.Model):
    """A person's request to an enterprise's GAP for a role."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    enterprise = models.ForeignKey(
        "enterprises.Enterprise", on_delete=models.PROTECT, related_name="access_requests"
    )
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="access_requests"
    )
    role = models.CharField(_("rôle"), max_length=20, choices=Role.choices)
    message = models.TextField(blank=True)
    requested_at = models.DateTimeField(auto_now_add=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    granted_role = models.CharField(max_length=20, choices=Role.choices, blank=True)
    refusal_reason = models.TextField(blank=True)
    membership = models.OneToOneField(
        "enterprises.Membership",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="access_request",
    )

    objects = AccessRequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("demande d’accès")
        verbose_name_plural = _("demandes d’accès")
        constraints = [
            models.UniqueConstraint(
                fields=["enterprise", "requested_by"],
                condition=Q(answered_at=None, withdrawn_at=None),
                name="one_open_request_per_person_and_enterprise",
            ),
            models.CheckConstraint(
                condition=Q(answered_at=None, granted_role="", refusal_reason="")
                | (Q(answered_at__isnull=False) & (Q(granted_role="") ^ Q(refusal_reason=""))),
                name="answered_request_is_granted_or_refused",
            ),
            models.CheckConstraint(
                condition=Q(answered_at=None) | Q(withdrawn_at=None),
                name="request_is_answered_or_withdrawn",
            ),
        ]

    def __str__(self) -> str:
        return f"access request {self.pk}"

    @property
    def outcome(self) -> str:
        """What became of it: granted, refused or withdrawn; empty while it waits."""
        if self.withdrawn_at:
            return "withdrawn"
        if self.answered_at is None:
            return ""
        return "granted" if self.granted_role else "refused"

    @property
    def closed_at(self) -> datetime | None:
        """When it was answered or withdrawn."""
        return self.answered_at or self.withdrawn_at
