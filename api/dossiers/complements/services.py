"""Calls off a request for a system, which is told when there is nothing to call off any more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dossiers.complements.errors import RequestOver
from dossiers.complements.services import cancel

if TYPE_CHECKING:
    from uuid import UUID

    from dossiers.clients.actors import ServiceClient


def cancel_awaited(*, actor: ServiceClient, dossier_id: UUID, request_id: UUID, reason: str) -> None:
    """Do as ``cancel``; twice is once. Raises RequestOver for a request that ended otherwise."""
    ended = cancel(actor=actor, dossier_id=dossier_id, request_id=request_id, reason=reason)
    if ended.cancelled_at is None:
        raise RequestOver
