"""What the pages of outages read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dossiers.deadlines.models import Outage

if TYPE_CHECKING:
    from dossiers.deadlines.querysets import OutageQuerySet


def outages() -> OutageQuerySet:
    """Return the outages that were announced, with who did, the latest first."""
    return Outage.objects.select_related("announced_by", "announced_by_client").latest_first()
