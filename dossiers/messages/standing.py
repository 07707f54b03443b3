"""Whether the person's side can write to the service about a dossier, and until when (ADR 0081)."""

from __future__ import annotations

from datetime import timedelta
from enum import Enum, auto
from typing import TYPE_CHECKING

from django.utils import timezone

from dossiers.clients.selectors import is_reached_by_system
from dossiers.clients.verbs import Verb
from dossiers.dossier.routed import definition_for
from dossiers.gateways.known import PORTAL
from dossiers.handling.models import Case
from dossiers.messages.errors import (
    AnsweredElsewhere,
    ConversationClosed,
    ConversationEnded,
    ConversationErased,
    NotReceivedYet,
)
from dossiers.messages.models import Message, Side
from dossiers.states import OPEN, State
from monespace.journal.models import Event

if TYPE_CHECKING:
    from datetime import datetime

    from dossiers.dossier.models import Dossier

OPEN_AFTERWARDS = timedelta(days=90)


class Standing(Enum):
    """What a conversation is open to."""

    OPEN = auto()
    AWAITED = auto()
    ELSEWHERE = auto()
    ENDED = auto()
    ERASED = auto()


REFUSALS: dict[Standing, type[ConversationClosed]] = {
    Standing.AWAITED: NotReceivedYet,
    Standing.ELSEWHERE: AnsweredElsewhere,
    Standing.ENDED: ConversationEnded,
    Standing.ERASED: ConversationErased,
}


def standing_of(dossier: Dossier) -> tuple[Standing, datetime | None]:
    """Return whether people may write about a sent dossier now, and until when where that ends.

    Somebody must read it: officers in the portal, or a system of the service.
    """
    if dossier.state == State.ANONYMISED:
        return Standing.ERASED, None
    if not Case.objects.filter(dossier=dossier).exists():
        is_read = is_reached_by_system(dossier, Verb.MESSAGE)
        definition = definition_for(dossier)
        is_coming = is_read or any(channel.gateway == PORTAL for channel in definition.delivery)
        if is_coming and dossier.state == State.SUBMITTED:
            return Standing.AWAITED, None
        if not is_read:
            return Standing.ELSEWHERE, None
    if dossier.state in OPEN:
        return Standing.OPEN, None
    until = _open_until(dossier)
    return Standing.OPEN if until and timezone.now() < until else Standing.ENDED, until


def _open_until(dossier: Dossier) -> datetime | None:
    """Return until when people may write about a dossier that ended, or on which the service wrote since."""
    ended = (
        Event.objects.about(dossier).filter(facts__state=dossier.state).values_list("recorded_at", flat=True)
    )
    last_words = Message.objects.of(dossier).by(Side.SERVICE).values_list("written_at", flat=True)
    moments = [*ended.order_by("-pk")[:1], *last_words[:1]]
    if not moments:
        return None
    return max(moments) + OPEN_AFTERWARDS


def refuse_closed(dossier: Dossier) -> None:
    """Raise ConversationClosed, with the reason, unless people may write about the dossier now."""
    standing, _until = standing_of(dossier)
    if standing in REFUSALS:
        raise REFUSALS[standing]
