"""What a company's table shows and offers to filter by, within the reach of who reads it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from accounts.models import User
from accounts.people.models import full_name
from dossiers.catalogue.published import load_versions
from dossiers.catalogue.selectors import enterprise_demarches
from dossiers.complements.selectors import answer_days
from dossiers.deadlines.selectors import due_days
from dossiers.dossier.models import Dossier
from dossiers.dossier.querysets import PERSON
from dossiers.dossier.rows import Row, may_resume
from dossiers.handovers.selectors import latest_handovers
from dossiers.states import OPEN, State
from enterprises.register.establishments import NAMED_BY, places_of
from enterprises.register.models import Establishment
from monespace.common.db import values_of
from monespace.common.folding import folded

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from enterprises.register.models import Enterprise
    from enterprises.rights.actor import Actor


@dataclass(frozen=True, kw_only=True)
class Offered:
    """What the dossiers may be filtered by: slug and title, id and name, establishments."""

    demarches: Sequence[tuple[str, str]]
    people: Sequence[tuple[str, str]]
    places: Sequence[Establishment]


@dataclass(frozen=True, kw_only=True)
class TableRow(Row):
    """One dossier of a company.

    ``person`` is who sent or began it, empty when that was not kept; ``place`` the establishment, None for
    the whole enterprise; ``due_on`` by when the service must decide, None where no day is known.
    """

    person: str = ""
    place: Establishment | None = None
    due_on: date | None = None


def offered_to(actor: Actor, enterprise: Enterprise) -> Offered:
    """Return what the actor's own dossiers may be filtered by, in four queries."""
    scope = actor.scope
    places = places_of(enterprise)
    if scope.establishment_id is not None:
        places = places.filter(pk=scope.establishment_id)
    return Offered(
        demarches=[(slug, title) for slug, title in enterprise_demarches() if scope.covers(slug)],
        people=_people(actor),
        places=list(places),
    )


def _people(actor: Actor) -> list[tuple[str, str]]:
    """Return id and name of who sent or began what the actor may read, by name, in two statements."""
    people = User.objects.filter(pk__in=values_of(PERSON, Dossier.objects.visible_to(actor)))
    found = [
        (str(key), full_name(first, last))
        for key, first, last in people.values_list("pk", "first_name", "last_name")
    ]
    return sorted(found, key=lambda person: folded(person[1]))


def table_rows(actor: Actor, dossiers: Iterable[Any], offered: Offered) -> list[TableRow]:
    """Return dossiers of the actor as rows, with the people that are ``offered``."""
    listed, names = list(dossiers), dict(offered.people)
    places = _places(listed, offered)
    load_versions(one.demarche_version_id for one in listed)
    due = due_days([one.pk for one in listed if one.state in OPEN])
    answers, handovers = answer_days(listed), latest_handovers(listed)
    return [
        TableRow(
            dossier=one,
            may_resume=may_resume(actor, one),
            person=names.get(_person(one), ""),
            place=places.get(one.establishment_id),
            due_on=due.get(one.pk),
            answer_by=answers.get(one.pk),
            handover=handovers.get(one.pk),
        )
        for one in listed
    ]


def _places(dossiers: Iterable[Dossier], offered: Offered) -> dict[int | None, Establishment]:
    """Return the establishments of dossiers by key: of those offered, without a query.

    One that another enterprise has taken over since is read.
    """
    places: dict[int | None, Establishment] = {place.pk: place for place in offered.places}
    missing = {one.establishment_id for one in dossiers} - places.keys() - {None}
    return places | Establishment.objects.only(*NAMED_BY).in_bulk(missing) if missing else places


def _person(dossier: Dossier) -> str:
    if dossier.state == State.ANONYMISED:
        return ""
    return str(dossier.created_by_id if dossier.submitted_at is None else dossier.sent_by_id)
