"""Reads outages for systems, each those that it announced."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dossiers.deadlines.models import Outage
from monespace.common.db import get_or_not_visible

if TYPE_CHECKING:
    from uuid import UUID

    from dossiers.clients.actors import ServiceClient


def announced_by(actor: ServiceClient, outage_id: UUID) -> Outage:
    """Return an outage that the system announced. Raises NotVisible."""
    return get_or_not_visible(Outage.objects.filter(pk=outage_id, announced_by_client=actor.machine_id))
