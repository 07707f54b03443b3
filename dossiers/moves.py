"""Moves a dossier from one state to another, the only place that writes its state, and has systems told."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models.functions import Now
from django.utils import timezone

from dossiers.deadlines.services import follow
from dossiers.dossier.errors import TransitionRefused
from dossiers.dossier.models import Dossier
from dossiers.notices.news import NEWS_OF
from dossiers.notices.telling import tell
from dossiers.states import DECIDING, ENDED, State, way_from
from dossiers.webhooks.models import ANNOUNCE, Endpoint
from enterprises.rights.actor import Actor
from enterprises.rights.checks import require
from monespace.common.db import require_transaction
from monespace.journal.services import record
from monespace.outbox.services import enqueue

if TYPE_CHECKING:
    from dossiers.states import DossierEvent, Party
    from monespace.common.authors import Author
    from monespace.journal.models import Event


def move(
    *,
    actor: Author,
    party: Party,
    dossier: Dossier,
    event: DossierEvent,
    facts: dict[str, Any] | None = None,
    **fields: Any,
) -> None:
    """Let ``event`` happen to ``dossier``, setting ``fields`` with its new state, and journal it.

    The caller's transaction holds all of it. Raises TransitionRefused for what the table of transitions does
    not hold for ``party``, Forbidden for a person without the permission it asks, as ``actor`` stands. The
    state that is left is part of the UPDATE: of two that move a dossier at once, one is refused.
    """
    require_transaction()
    origin = State(dossier.state)
    way = way_from(origin, event, party)
    if way is None:
        raise TransitionRefused(f"{event}:{origin}:{party}")
    if way.target in ENDED:
        fields["ended_at"] = timezone.now()
    if way.permission is not None:
        if not isinstance(actor, Actor):
            raise TypeError(f"Only a person in a space has the permission that {event} asks.")
        require(actor, way.permission)
    moved = Dossier.objects.filter(pk=dossier.pk, state=origin).update(
        state=way.target, updated_at=Now(), **fields
    )
    if not moved:
        raise TransitionRefused(f"{event}:{origin}:{party}")
    dossier.state = way.target
    for name, value in fields.items():
        setattr(dossier, name, value)
    recorded = record(
        f"dossier.{event}",
        actor=actor,
        subject=dossier,
        origin=origin,
        state=way.target,
        party=party,
        **(facts or {}),
    )
    follow(dossier=dossier, origin=origin)
    if news := NEWS_OF.get(event):
        tell(dossier=dossier, news=news, recorded=recorded)
    announce_if_heard(dossier=dossier, event=event, recorded=recorded)
    if event in DECIDING:
        enqueue("decision.make", lane="sealing", dossier_id=dossier.pk)


def announce_if_heard(*, dossier: Dossier, event: str, recorded: Event) -> None:
    """Want ``event``, journaled as ``recorded``, announced, if any address is to be told of such events."""
    listening = Endpoint.objects.filter(disabled_at=None, event_types__contains=[event])
    if dossier.submitted_at is not None and listening.exists():
        enqueue(ANNOUNCE, dossier_id=dossier.pk, version=recorded.sequence)
