"""What supervisors do about retention; each checks the right of now inside its transaction."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from dossiers.retention import hold_services
from dossiers.retention.models import Ground
from helpdesk.access import AgentPermission, check

if TYPE_CHECKING:
    from uuid import UUID

    from accounts.models import User
    from dossiers.retention.models import Hold

HOLD = AgentPermission.HOLD_DOSSIERS


@transaction.atomic
def hold_dossier(*, actor: User, dossier_id: UUID, ground: str, reason: str) -> Hold:
    """Keep a dossier from being erased; for a ground that holds it already, nothing changes.

    Raises Forbidden, HoldRefused, NotVisible.
    """
    check(actor=actor, permission=HOLD)
    return hold_services.hold(actor=actor, dossier_id=dossier_id, ground=Ground(ground), reason=reason)


@transaction.atomic
def end_hold(*, actor: User, hold_id: UUID) -> Hold:
    """Let go of a dossier; doing it twice changes nothing. Raises Forbidden, NotVisible."""
    check(actor=actor, permission=HOLD)
    return hold_services.end_hold(actor=actor, hold_id=hold_id)
