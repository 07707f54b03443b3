"""What a person's digest tells: notices that wait, of dossiers that the person may open now."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from dossiers.deadlines.models import Outage
from dossiers.dossier.models import Dossier
from dossiers.handling.models import Case
from dossiers.handling.officers import officer_of
from dossiers.notices.news import FOR_OFFICER, News
from dossiers.states import State
from enterprises.rights.actor import space_key
from enterprises.rights.checks import enter
from monespace.common.errors import NotVisible
from monespace.common.folding import folded
from monespace.common.levels import Level

if TYPE_CHECKING:
    from collections.abc import Collection
    from uuid import UUID

    from accounts.models import User
    from dossiers.notices.models import Notice
    from enterprises.register.models import Enterprise


@dataclass(slots=True)
class Part:
    """The news of one space, by dossier in the order of time; ``enterprise`` is None in one's own.

    Where ``is_work``, they are the dossiers that the person handles for a service.
    """

    enterprise: Enterprise | None = None
    is_work: bool = False
    news: dict[Dossier, list[Notice]] = field(default_factory=dict)


@dataclass(slots=True)
class Digest:
    """What is told in one mail: own dossiers, those of enterprises by name, then those handled."""

    parts: list[Part]
    outages: list[tuple[Outage, int]]
    """The outages that made limits longer, each with the number of dossiers."""

    @property
    def notices(self) -> list[Notice]:
        """All that it tells."""
        return [one for part in self.parts for found in part.news.values() for one in found]

    @property
    def tells_outages_only(self) -> bool:
        """Whether nothing else happened than that limits were made longer."""
        return all(one.news == News.EXTENDED for one in self.notices)


def digest_of(person: User, waiting: Collection[Notice]) -> Digest:
    """Return what ``waiting`` tells ``person``, their dossiers, enterprises and events loaded.

    What they cannot open now is left out: two queries for each space.
    """
    parts: dict[str, Part] = {}
    for notice in waiting:
        enterprise, is_work = notice.dossier.owner_enterprise, notice.news in FOR_OFFICER
        key = "" if is_work else space_key(enterprise)
        part = parts.setdefault(key, Part(None if is_work else enterprise, is_work))
        part.news.setdefault(notice.dossier, []).append(notice)
    for key, part in parts.items():
        open_now = _handled(person, part) if part.is_work else _readable(person, key, part)
        part.news = {dossier: found for dossier, found in part.news.items() if dossier.pk in open_now}
    kept = [part for part in parts.values() if part.news]
    kept.sort(key=lambda one: (one.is_work, folded(one.enterprise.name) if one.enterprise else ""))
    digest = Digest(kept, [])
    digest.outages = _outages_in(digest.notices)
    return digest


def _readable(person: User, space_key: str, part: Part) -> set[UUID]:
    """Return which dossiers of the part the person may open in its space."""
    try:
        actor = enter(person, space_key, level=Level.NONE, method="")
    except NotVisible:
        return set()
    found = Dossier.objects.visible_to(actor).exclude(state=State.ANONYMISED)
    return set(found.filter(pk__in=[one.pk for one in part.news]).values_list("pk", flat=True))


def _handled(person: User, part: Part) -> set[UUID]:
    """Return which of the dossiers are in the person's hands, as a case officer of their service."""
    cases = Case.objects.of_service(officer_of(person).services).filter(officer=person)
    return set(cases.filter(dossier__in=[one.pk for one in part.news]).values_list("pk", flat=True))


def _outages_in(notices: Collection[Notice]) -> list[tuple[Outage, int]]:
    dossiers: dict[str, set[UUID]] = {}
    for notice in notices:
        if notice.news == News.EXTENDED:
            dossiers.setdefault(notice.event.facts["outage"], set()).add(notice.dossier_id)
    outages = Outage.objects.filter(pk__in=dossiers).order_by("began_on", "pk")
    return [(outage, len(dossiers[str(outage.pk)])) for outage in outages]
