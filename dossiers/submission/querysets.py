"""Reads of submissions and deliveries, named by what they mean."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from monespace.outbox.models import PERSISTENCE

if TYPE_CHECKING:
    from collections.abc import Iterable
    from uuid import UUID

    from dossiers.submission.models import Delivery


class DeliveryAttemptQuerySet(models.QuerySet):
    """Calls of services."""

    def of(self, deliveries: Iterable[Delivery]) -> Self:
        """Those made for these hand-overs, the latest first, each with its hand-over."""
        return self.filter(delivery__in=deliveries).select_related("delivery").order_by("-started_at", "-pk")


class DeliveryQuerySet(models.QuerySet):
    """Hand-overs of submissions."""

    def waiting(self) -> Self:
        """Those that are still tried."""
        return self.filter(delivered_at=None, needs_attention_at=None)

    def needing_attention(self) -> Self:
        """Those that a person must look at: refused for good, or tried in vain until given up."""
        return self.filter(
            Q(needs_attention_at__isnull=False) | Q(created_at__lte=Now() - PERSISTENCE),
            delivered_at=None,
        )

    def with_content(self) -> Self:
        """Load what is handed over in the same query."""
        return self.select_related("submission__dossier")

    def ready(self, delivery_id: UUID | str) -> Self:
        """Return the delivery with this id, if it is still to be made."""
        return self.waiting().with_content().filter(pk=delivery_id)
