"""Reads for the pages that follow dossiers: rows of lists, and the life of one dossier."""

from __future__ import annotations

from datetime import timedelta
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.translation import gettext

from accounts.models import User
from dossiers.complements.selectors import answer_days, soonest_answer_first
from dossiers.dossier.models import Dossier
from dossiers.dossier.rows import rows_of
from dossiers.following.chosen import Wanted, chosen
from dossiers.following.timeline import timeline
from dossiers.states import DECIDED, State
from monespace.journal.models import Event

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from dossiers.following.timeline import Entry
    from dossiers.submission.models import Delivery
    from enterprises.rights.actor import Actor

FEW = 6
RECENT = timedelta(days=30)


def counts_by_state(actor: Actor) -> dict[str, int]:
    """Return how many dossiers within the actor's reach are in each state; none without a query for none."""
    return Dossier.objects.visible_to(actor).by_state()


def dashboard_rows(actor: Actor, counts: Mapping[str, int]) -> dict[str, Any]:
    """Return the first of what needs action, signatures or an end, of late decisions, of what else was sent.

    At most six queries; ``counts`` are those by state. ``action_count``, ``awaiting_count`` and
    ``draft_count`` say how many there are when these are not all; otherwise 0.
    """
    dossiers = chosen(actor, Wanted()).select_related("establishment")
    decided = dossiers.filter(state__in=sorted(DECIDED), updated_at__gte=timezone.now() - RECENT)
    decisions = list(decided[:FEW]) if DECIDED & counts.keys() else []
    sent = dossiers.sent().exclude(state=State.ACTION_NEEDED).exclude(pk__in=[one.pk for one in decisions])
    to_do, drafts = counts.get(State.ACTION_NEEDED, 0), counts.get(State.DRAFT, 0)
    waiting = list(soonest_answer_first(dossiers.needing_action())[:FEW]) if to_do else []
    to_sign = counts.get(State.AWAITING_SIGNATURES, 0)
    return {
        "action_needed": rows_of(actor, waiting, answer_days(waiting)),
        "action_count": to_do if to_do > FEW else 0,
        "awaiting": rows_of(actor, dossiers.awaiting_signatures()[:FEW] if to_sign else []),
        "awaiting_count": to_sign if to_sign > FEW else 0,
        "drafts": rows_of(actor, dossiers.drafts()[:FEW] if drafts else []),
        "draft_count": drafts if drafts > FEW else 0,
        "decisions": rows_of(actor, decisions),
        "recent": rows_of(actor, sent[:FEW]),
    }


def timeline_of(
    reader: User, dossier: Dossier, deliveries: Sequence[Delivery], *, service: str
) -> list[Entry]:
    """Return what happened to the dossier and who did it, for ``reader``; ``service`` names its agents."""
    events = list(Event.objects.about(dossier))
    names = names_in(events, known={str(reader.pk): gettext("Vous")})
    return timeline(events=events, deliveries=deliveries, names=names, service=service)


def names_in(events: Iterable[Event], known: Mapping[str, str] = MappingProxyType({})) -> dict[str, str]:
    """Return what everybody who acted is called, by the id in the journal; some names are known already."""
    others = {event.actor_id for event in events if event.actor_type == "user"} - known.keys()
    people = User.objects.filter(pk__in=others).only("first_name", "last_name")
    return {str(person.pk): person.display_name for person in people} | dict(known)
