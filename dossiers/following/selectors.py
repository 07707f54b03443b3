"""Reads for the pages that follow dossiers: rows of lists, and the life of one dossier."""

from __future__ import annotations

from datetime import timedelta
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.translation import gettext

from accounts.models import User
from dossiers.clients.authorship import system_name
from dossiers.clients.models import Client
from dossiers.complements.selectors import soonest_answers
from dossiers.dossier.models import Dossier
from dossiers.dossier.querysets import UNREAD
from dossiers.dossier.rows import rows_of
from dossiers.following.chosen import Wanted, chosen
from dossiers.following.tabs import Counts
from dossiers.following.timeline import HANDED_TO, timeline
from dossiers.handovers.selectors import latest_handovers
from dossiers.states import DECIDED, Party, State
from monespace.journal.models import Event

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from dossiers.following.timeline import Entry
    from dossiers.submission.models import Delivery
    from enterprises.rights.actor import Actor

FEW = 6
RECENT = timedelta(days=30)


def counts_of(actor: Actor) -> Counts:
    """Return how many dossiers stand within the actor's reach, in one query; none without any for none."""
    counted = Dossier.objects.visible_to(actor).counted()
    unread = counted.pop(UNREAD, 0)
    return Counts(by_state=counted, unread=unread)


def dashboard_rows(actor: Actor, by_state: Mapping[str, int]) -> dict[str, Any]:
    """Return the first of what needs action, signatures or an end, of late decisions, of what else was sent.

    At most eight queries; ``by_state`` says how many are in each. ``action_count``, ``awaiting_count`` and
    ``draft_count`` say how many there are when these are not all; otherwise 0.
    """
    dossiers = chosen(actor, Wanted()).select_related("establishment")
    decided = dossiers.filter(state__in=sorted(DECIDED), updated_at__gte=timezone.now() - RECENT)
    decisions = list(decided[:FEW]) if DECIDED & by_state.keys() else []
    sent = dossiers.sent().exclude(state=State.ACTION_NEEDED).exclude(pk__in=[one.pk for one in decisions])
    to_do, drafts = by_state.get(State.ACTION_NEEDED, 0), by_state.get(State.DRAFT, 0)
    waiting, answer_by = soonest_answers(dossiers.needing_action(), FEW) if to_do else ([], {})
    begun = list(dossiers.drafts()[:FEW]) if drafts else []
    to_sign = by_state.get(State.AWAITING_SIGNATURES, 0)
    return {
        "action_needed": rows_of(actor, waiting, answer_by),
        "action_count": to_do if to_do > FEW else 0,
        "awaiting": rows_of(actor, dossiers.awaiting_signatures()[:FEW] if to_sign else []),
        "awaiting_count": to_sign if to_sign > FEW else 0,
        "drafts": rows_of(actor, begun, handovers=latest_handovers(begun)),
        "draft_count": drafts if drafts > FEW else 0,
        "decisions": rows_of(actor, decisions),
        "recent": rows_of(actor, sent[:FEW]),
    }


def timeline_of(
    reader: User,
    dossier: Dossier,
    deliveries: Sequence[Delivery],
    *,
    service: str,
    is_colleague: bool = False,
) -> list[Entry]:
    """Return what happened to the dossier and who did it, for ``reader``; ``service`` names its agents.

    To somebody of the service, ``is_colleague``, its systems are named. Of an anonymised dossier nobody is.
    """
    events = list(Event.objects.about(dossier))
    if dossier.state == State.ANONYMISED:
        return timeline(events=events, deliveries=deliveries, names={}, service=service)
    names = names_in(events, known={str(reader.pk): gettext("Vous")})
    systems = systems_in(events) if is_colleague else {}
    return timeline(events=events, deliveries=deliveries, names=names, service=service, systems=systems)


def systems_in(events: Iterable[Event]) -> dict[str, str]:
    """Return what the systems that acted for the service are called, by the id in the journal."""
    acted = {event.actor_id for event in events if event.actor_type == "client"}
    found = Client.objects.filter(pk__in=acted).values_list("pk", "name")
    return {str(client_id): system_name(name) for client_id, name in found}


def names_in(events: Iterable[Event], known: Mapping[str, str] = MappingProxyType({})) -> dict[str, str]:
    """Return what everybody who acted, or was handed a draft, is called, by the id in the journal.

    Some names are known already. Officers go by the name of their service.
    """
    named = (one for one in events if one.actor_type == "user" and one.facts.get("party") != Party.OFFICER)
    others = {event.actor_id for event in named} - known.keys()
    others |= {event.facts[HANDED_TO] for event in events if HANDED_TO in event.facts} - known.keys()
    people = User.objects.filter(pk__in=others).only("first_name", "last_name")
    return {str(person.pk): person.display_name for person in people} | dict(known)
