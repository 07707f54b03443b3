"""Reads for the pages that follow dossiers: rows of lists, and the life of one dossier."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Q, Value
from django.db.models.functions import Replace
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from dossiers.catalogue.models import DemarcheVersion
from dossiers.following.models import Dossier
from dossiers.following.timeline import timeline
from dossiers.states import State
from enterprises.register.establishments import places_named
from enterprises.rights.permissions import Permission
from monespace.journal.models import Event

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from django.utils.functional import _StrOrPromise

    from dossiers.following.querysets import DossierQuerySet
    from dossiers.following.timeline import Entry
    from dossiers.submission.models import Delivery
    from enterprises.rights.actor import Actor

FEW = 6
FILTERS: dict[str, tuple[_StrOrPromise, Q]] = {
    "": (_("Tous"), ~Q(state=State.ANONYMISED)),
    "a-faire": (_("À faire"), Q(state=State.ACTION_NEEDED)),
    "brouillons": (_("Brouillons"), Q(state=State.DRAFT)),
    "en-cours": (_("En cours"), Q(state__in=[State.SUBMITTED, State.RECEIVED, State.IN_PROGRESS])),
}
TAG_CLASSES = {
    State.DRAFT: "tag--draft",
    State.ACTION_NEEDED: "tag--waiting",
    State.ACCEPTED: "tag--done",
    State.PARTLY_ACCEPTED: "tag--done",
    State.REFUSED: "tag--refused",
    State.CLOSED: "tag--refused",
}


@dataclass(frozen=True)
class Row:
    """One dossier in a list, its démarche's ``title`` loaded, and whether the actor may go on with it.

    ``leads`` is true of the first of them: going on with it is what the page proposes before all else.
    """

    dossier: Any
    may_resume: bool
    leads: bool = False

    @property
    def is_draft(self) -> bool:
        """Whether it is not sent yet."""
        return self.dossier.state == State.DRAFT

    @property
    def tag_class(self) -> str:
        """How its state looks."""
        return tag_class(self.dossier)


def tag_class(dossier: Dossier) -> str:
    """Return how the state of a dossier looks."""
    return TAG_CLASSES.get(State(dossier.state), "")


def rows_of(actor: Actor, dossiers: Iterable[Any]) -> list[Row]:
    """Return dossiers as rows."""
    listed = list(dossiers)
    first = next((dossier.pk for dossier in listed if may_resume(actor, dossier)), None)
    return [Row(one, may_resume(actor, one), leads=one.pk == first) for one in listed]


def may_resume(actor: Actor, dossier: Dossier) -> bool:
    """Whether the actor may go on with this draft."""
    return dossier.state == State.DRAFT and actor.can(Permission.FILL_DOSSIERS)


def visible_dossiers(actor: Actor, chosen: str = "", words: str = "") -> DossierQuerySet:
    """Return the dossiers of the actor's space that pass a filter and a search, the latest change first."""
    _label, condition = FILTERS[chosen]
    found = _listed(actor).filter(condition)
    return found.filter(_meant(actor, words)) if words else found


def _meant(actor: Actor, words: str) -> Q:
    """Those whose reference holds what is typed, or whose démarche or establishment is called so."""
    enterprise = actor.space.enterprise
    meant = Q(demarche_version__in=DemarcheVersion.objects.matching(words).values("pk"))
    if letters := re.sub(r"[\W_]", "", words):
        meant |= Q(reference_letters__contains=letters.upper())
    if enterprise:
        meant |= Q(establishment__in=[place.pk for place in places_named(enterprise, words)])
    return meant


def dashboard_rows(actor: Actor) -> dict[str, Any]:
    """Return the first of what needs action, of the drafts and of what was sent lately: five queries at most.

    ``action_count`` and ``draft_count`` say how many there are when these are not all; otherwise 0.
    """
    dossiers = _listed(actor)
    to_do, drafts = dossiers.needing_action(), dossiers.drafts()
    action_needed, some_drafts = list(to_do[: FEW + 1]), list(drafts[: FEW + 1])
    return {
        "action_needed": rows_of(actor, action_needed[:FEW]),
        "action_count": to_do.count() if len(action_needed) > FEW else 0,
        "drafts": rows_of(actor, some_drafts[:FEW]),
        "draft_count": drafts.count() if len(some_drafts) > FEW else 0,
        "recent": rows_of(actor, dossiers.sent().exclude(state=State.ACTION_NEEDED)[:FEW]),
    }


def timeline_of(
    actor: Actor, dossier: Dossier, deliveries: Sequence[Delivery], *, service: str
) -> list[Entry]:
    """Return what happened to the dossier and who did it, in two queries; ``service`` names its agents."""
    events = list(Event.objects.about(dossier))
    others = {event.actor_id for event in events if event.actor_type == "user"} - {str(actor.user.pk)}
    people = User.objects.filter(pk__in=others).only("first_name", "last_name")
    names = {str(person.pk): person.display_name for person in people} | {str(actor.user.pk): gettext("Vous")}
    return timeline(events=events, deliveries=deliveries, names=names, service=service)


def _listed(actor: Actor) -> DossierQuerySet:
    dossiers = Dossier.objects.visible_to(actor).with_demarche().select_related("establishment")
    letters = Replace("reference", Value("-"))
    return dossiers.with_title(get_language()).alias(reference_letters=letters).latest_first()
