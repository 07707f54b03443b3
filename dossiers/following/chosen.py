"""Which dossiers of a space a list shows, by what somebody wants to see, and in which order."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from django.db.models import F, Q, Value
from django.db.models.functions import Replace
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dossiers.catalogue.models import DemarcheVersion
from dossiers.dossier.models import Dossier
from dossiers.dossier.querysets import PERSON
from dossiers.states import DECIDED, OPEN, State
from enterprises.register.establishments import places_named

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.db.models import OrderBy
    from django.utils.functional import _StrOrPromise

    from dossiers.dossier.querysets import DossierQuerySet
    from enterprises.rights.actor import Actor

ERASED = "anonymises"
STATES: dict[str, tuple[_StrOrPromise, frozenset[State]]] = {
    "": (_("Tous"), frozenset(State) - {State.ANONYMISED}),
    "a-faire": (_("À faire"), frozenset({State.ACTION_NEEDED})),
    "brouillons": (_("Brouillons"), frozenset({State.DRAFT})),
    "a-signer": (State.AWAITING_SIGNATURES.label, frozenset({State.AWAITING_SIGNATURES})),
    "en-cours": (_("En cours"), OPEN - {State.ACTION_NEEDED}),
    "decides": (_("Décidés"), DECIDED),
    "acceptes": (_("Acceptés, en tout ou en partie"), frozenset({State.ACCEPTED, State.PARTLY_ACCEPTED})),
    "refuses": (State.REFUSED.label, frozenset({State.REFUSED})),
    "classes": (State.CLOSED.label, frozenset({State.CLOSED})),
    "retires": (State.WITHDRAWN.label, frozenset({State.WITHDRAWN})),
    ERASED: (_("Anonymisés"), frozenset({State.ANONYMISED})),
}
"""By their name in the address; what is anonymised is listed only where it is asked for."""
FOR_CITIZENS = ("", "a-faire", "brouillons", "a-signer", "en-cours", "decides")
"""What a person with few dossiers chooses among, and those of ERASED where there are any."""
LATEST: tuple[OrderBy | str, ...] = ("-updated_at", "pk")
ORDERS: dict[str, tuple[_StrOrPromise, tuple[OrderBy | str, ...]]] = {
    "": (_("Dernier changement"), LATEST),
    "-envoi": (_("Date d’envoi, la plus récente d’abord"), (F("submitted_at").desc(nulls_last=True), "pk")),
    "envoi": (_("Date d’envoi, la plus ancienne d’abord"), (F("submitted_at").asc(nulls_last=True), "pk")),
    "etat": (_("État"), ("state", *LATEST)),
}
"""By their name in the address; each is the order of an index of Dossier."""


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What somebody wants to see; what is empty or None does not matter.

    ``state`` and ``order`` are keys of STATES and ORDERS, ``demarche`` a slug, ``person`` the id of
    who sent them or began those not sent, ``place`` the key of an establishment. ``since`` and ``until`` are
    days in Belgium, both included.
    """

    state: str = ""
    demarche: str = ""
    person: str = ""
    place: str = ""
    since: date | None = None
    until: date | None = None
    words: str = ""
    order: str = ""


def chosen(actor: Actor, wanted: Wanted) -> DossierQuerySet:
    """Return the dossiers in the actor's reach that are wanted, in the order that is."""
    conditions = {
        "demarche_version__demarche__slug": wanted.demarche,
        "establishment": wanted.place,
        "submitted_at__gte": wanted.since and _midnight(wanted.since),
        "submitted_at__lt": wanted.until and _midnight(wanted.until + timedelta(days=1)),
    }
    found = Dossier.objects.visible_to(actor)
    if wanted.state:
        found = found.filter(state__in=sorted(STATES[wanted.state][1]))
    else:
        found = found.exclude(state=State.ANONYMISED)
    found = found.filter(**{name: value for name, value in conditions.items() if value})
    if wanted.person:
        found = found.alias(person=PERSON).filter(person=wanted.person)
    if wanted.words:
        found = found.alias(reference_letters=Replace("reference", Value("-")))
        found = found.filter(_meant(actor, wanted.words))
    return found.order_by(*ORDERS[wanted.order][1])


def number_of(wanted: Wanted, by_state: Mapping[str, int]) -> int | None:
    """Return how many are wanted where their states alone decide it; None where they must be counted."""
    if wanted != Wanted(state=wanted.state, order=wanted.order) or wanted.state == ERASED:
        return None
    return sum(by_state.get(state, 0) for state in STATES[wanted.state][1])


def _meant(actor: Actor, words: str) -> Q:
    """Those whose reference holds what is typed, or whose démarche or establishment is called so."""
    enterprise = actor.space.enterprise
    meant = Q(demarche_version__in=DemarcheVersion.objects.matching(words).values("pk"))
    if letters := re.sub(r"[\W_]", "", words):
        meant |= Q(reference_letters__contains=letters.upper())
    if enterprise:
        meant |= Q(establishment__in=[place.pk for place in places_named(enterprise, words)])
    return meant


def _midnight(day: date) -> datetime:
    """Return when a day begins in Belgium."""
    return timezone.make_aware(datetime.combine(day, time.min))
