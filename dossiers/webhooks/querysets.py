"""Reads of the addresses that are told of what happens to dossiers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models

from dossiers.webhooks.reasons import Reason

if TYPE_CHECKING:
    from collections.abc import Collection
    from uuid import UUID

    from dossiers.clients.models import Client


class EndpointQuerySet(models.QuerySet):
    """Addresses of systems, each with its system."""

    def of(self, client: Client | UUID) -> Self:
        """Those of one system, the oldest first."""
        return self.filter(client=client).order_by("created_at", "pk")

    def enabled(self) -> Self:
        """Those to which something is sent."""
        return self.filter(disabled_at=None)

    def gone(self) -> Self:
        """Those whose system answered that they are no more, until somebody looks at them."""
        return self.filter(disabled_for=Reason.GONE)

    def listening(self, *, event: str, services: Collection[str]) -> Self:
        """Those told of this event whose system is of one of these services: found by index."""
        reached = self.enabled().filter(
            event_types__contains=[event],
            client__disabled_at=None,
            client__services__overlap=list(services),
        )
        return reached.select_related("client").order_by("pk")


class EndpointSecretQuerySet(models.QuerySet):
    """Secrets of addresses."""

    def standing(self) -> Self:
        """Those that sign, the oldest first."""
        return self.filter(ended_at=None).order_by("created_at", "pk")
