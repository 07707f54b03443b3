"""Announces an outage for a supervisor, within a limit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from dossiers.deadlines import outage_services
from helpdesk.access import AgentPermission, check

if TYPE_CHECKING:
    from accounts.models import User
    from dossiers.deadlines.models import Outage


@transaction.atomic
def announce_outage(*, actor: User, outage: Outage, shown: str) -> Outage:
    """Record an outage that was shown with its effects, and extend the time limits it concerns."""
    check(actor=actor, permission=AgentPermission.ANNOUNCE_OUTAGES)
    outage.announced_by = actor
    return outage_services.announce(actor=actor, outage=outage, shown=shown)
