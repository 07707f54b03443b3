"""What happened to a dossier, in plain words and in order, from its journal and its deliveries."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from dossiers.states import STATE_WORDS, State
from dossiers.submission.models import DeliveryStatus

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

    from django.utils.functional import _StrOrPromise

    from dossiers.following.models import Dossier
    from dossiers.submission.models import Delivery
    from monespace.journal.models import Event

ARRIVED = _("Le service compétent a reçu votre dossier. Il vous répond directement.")
PENDING_TITLE = _("Transmission au service compétent")
PENDING_WORDS = {
    DeliveryStatus.WAITING: _(
        "Elle se fait automatiquement, en général en quelques secondes. Vous n’avez rien à faire."
    ),
    DeliveryStatus.NEEDS_ATTENTION: _(
        "Elle prend plus de temps que prévu : notre équipe s’en occupe. Votre dossier est bien enregistré "
        "à la date de l’envoi. Vous n’avez rien à faire."
    ),
}


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One line of the timeline; one that has not happened yet has no time."""

    title: _StrOrPromise
    text: _StrOrPromise = ""
    who: _StrOrPromise = ""
    at: datetime | None = None


def state_words(dossier: Dossier, deliveries: Sequence[Delivery]) -> _StrOrPromise:
    """Say where the dossier stands, in one or two sentences."""
    arrived = deliveries and all(delivery.delivered_at for delivery in deliveries)
    state = State(dossier.state)
    return ARRIVED if arrived and state == State.SUBMITTED else STATE_WORDS[state]


def timeline(
    *, events: Iterable[Event], deliveries: Sequence[Delivery], names: Mapping[str, _StrOrPromise]
) -> list[Entry]:
    """Return what people want to know, oldest first, then what is still to come.

    ``names`` says who acted, by the id in the journal. Events of no interest to them are left out.
    """
    delivered = {str(delivery.pk): delivery for delivery in deliveries if delivery.delivered_at}
    happened = [entry for event in events if (entry := entry_of(event, delivered, names))]
    awaited = [
        Entry(title=PENDING_TITLE, text=PENDING_WORDS[delivery.status])
        for delivery in deliveries
        if not delivery.delivered_at
    ]
    return happened + awaited


def entry_of(
    event: Event, delivered: Mapping[str, Delivery], names: Mapping[str, _StrOrPromise]
) -> Entry | None:
    """Return the line for one event, or None when it does not matter to people."""
    who = names.get(event.actor_id, "")
    if event.tag == "dossier.created":
        return Entry(at=event.recorded_at, title=_("Brouillon commencé"), who=who)
    if event.tag == "dossier.delivered":
        delivery = delivered.get(event.facts["delivery_id"])
        if delivery is None:
            return None
        return Entry(
            at=event.recorded_at,
            title=_("Reçu par le service compétent"),
            text=_("Référence du service : %(reference)s.") % {"reference": delivery.service_reference},
        )
    state = event.facts.get("state")
    if state in State.values:
        return Entry(at=event.recorded_at, title=State(state).label, text=STATE_WORDS[State(state)], who=who)
    return None
