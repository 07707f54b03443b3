"""What a company's table shows and offers to filter by, within the reach of who reads it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from accounts.models import User
from dossiers.catalogue.published import load_versions
from dossiers.catalogue.selectors import enterprise_demarches
from dossiers.complements.selectors import answer_days
from dossiers.deadlines.selectors import due_days
from dossiers.dossier.models import Dossier
from dossiers.dossier.rows import Row, may_resume
from dossiers.states import OPEN, UNSENT
from monespace.common.folding import folded

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from enterprises.register.models import Enterprise, Establishment
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

    ``person`` is who sent or began it, empty when that was not kept; ``due_on`` by when the service must
    decide, None where no day is known.
    """

    person: str = ""
    due_on: date | None = None


def offered_to(actor: Actor, enterprise: Enterprise) -> Offered:
    """Return what the actor's own dossiers may be filtered by, in four queries."""
    scope = actor.scope
    places = enterprise.establishments.order_by("name", "number")
    if scope.establishment_id is not None:
        places = places.filter(pk=scope.establishment_id)
    return Offered(
        demarches=[(slug, title) for slug, title in enterprise_demarches() if scope.covers(slug)],
        people=_people(actor),
        places=list(places),
    )


def _people(actor: Actor) -> list[tuple[str, str]]:
    """Return id and name of who sent or began what the actor may read, by name.

    Two statements: in one, PostgreSQL would rather read every person there is.
    """
    dossiers = Dossier.objects.visible_to(actor).order_by()
    senders = dossiers.exclude(sent_by=None).values_list("sent_by")
    ids = senders.union(dossiers.drafts().values_list("created_by"))
    people = User.objects.filter(pk__in=[one for (one,) in ids]).only("first_name", "last_name")
    found = [(str(one.pk), one.display_name) for one in people]
    return sorted(found, key=lambda person: folded(person[1]))


def table_rows(actor: Actor, dossiers: Iterable[Any], offered: Offered) -> list[TableRow]:
    """Return dossiers of the actor as rows, with the people that are ``offered``."""
    listed, names = list(dossiers), dict(offered.people)
    load_versions(one.demarche_version_id for one in listed)
    due = due_days([one.pk for one in listed if one.state in OPEN])
    answers = answer_days(listed)
    return [
        TableRow(
            dossier=one,
            may_resume=may_resume(actor, one),
            person=names.get(_person(one), ""),
            due_on=due.get(one.pk),
            answer_by=answers.get(one.pk),
        )
        for one in listed
    ]


def _person(dossier: Dossier) -> str:
    return str(dossier.created_by_id if dossier.state in UNSENT else dossier.sent_by_id)
