"""Wants an event of a dossier announced to systems, in the transaction in which it happens."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dossiers.webhooks.models import ANNOUNCE, Endpoint
from monespace.outbox.services import enqueue

if TYPE_CHECKING:
    from dossiers.dossier.models import Dossier
    from monespace.journal.models import Event


def announce_if_heard(*, dossier: Dossier, event: str, recorded: Event) -> None:
    """Want ``event``, journaled as ``recorded``, announced, if any address is to be told of such events."""
    listening = Endpoint.objects.filter(disabled_at=None, event_types__contains=[event])
    if dossier.submitted_at is not None and listening.exists():
        enqueue(ANNOUNCE, dossier_id=dossier.pk, version=recorded.sequence)
