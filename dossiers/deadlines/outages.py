"""What an outage changes, before and after it is announced."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Final, NamedTuple

from django.db.models import Count

from dossiers.catalogue.published import published_definition, published_version
from dossiers.deadlines.ends import counted
from dossiers.deadlines.models import DossierDeadline
from monespace.common.canonical import sha256

if TYPE_CHECKING:
    from datetime import date

    from dossiers.deadlines.models import Outage
    from dossiers.engine.base import Text


MOST_SHOWN: Final = 20


class Change(NamedTuple):
    """So many dossiers of one démarche whose last day moves from one to another."""

    slug: str
    before: date
    after: date
    dossiers: int


@dataclass(frozen=True, slots=True)
class OfDemarche:
    """What an outage changes for one démarche: how many dossiers, and between which days."""

    title: Text
    changes: list[Change]

    @property
    def count(self) -> int:
        """How many dossiers get a new last day."""
        return sum(change.dossiers for change in self.changes)

    @property
    def first_changes(self) -> list[Change]:
        """The first last days that move, as many as anybody reads."""
        return self.changes[:MOST_SHOWN]

    @property
    def rest_count(self) -> int:
        """How many dossiers have a later last day than these."""
        return sum(change.dossiers for change in self.changes[MOST_SHOWN:])


@dataclass(frozen=True, slots=True)
class Effects:
    """What an outage changes; ``silent_count`` dossiers it comes too late for: silence has decided them.

    ``people_count`` people at most are told of their own dossiers, and those of ``enterprise_count``
    enterprises of theirs: some of them may have a dossier whose day stays.
    """

    demarches: list[OfDemarche]
    silent_count: int
    people_count: int
    enterprise_count: int

    @property
    def count(self) -> int:
        """How many dossiers get a new last day."""
        return sum(one.count for one in self.demarches)


def effects_of(outage: Outage) -> Effects:
    """Return what ``outage``, which need not be saved, changes for the time limits that run.

    Dossiers that were received on the same day and waited for on the same days are counted together.
    """
    running = DossierDeadline.objects.running().met_by(outage).order_by()
    groups = running.values_list("dossier__demarche_version", "received_on", "waits", "due_on")
    found: Counter[tuple[str, date, date]] = Counter()
    titles: dict[str, Text] = {}
    for version_id, received_on, waits, due_on, count in groups.annotate(Count("pk")):
        version = published_version(version_id)
        slug = version.demarche.slug
        titles[slug] = published_definition(version).title
        deadline = DossierDeadline(received_on=received_on, waits=waits)
        after = counted(deadline=deadline, version=version, also=[outage]).due_on
        if after is not None and after != due_on:
            found[slug, due_on, after] += count
    changes = [Change(*key, count) for key, count in sorted(found.items())]
    demarches = [
        OfDemarche(titles[slug], list(of_slug)) for slug, of_slug in groupby(changes, lambda one: one.slug)
    ]
    silent_count = DossierDeadline.objects.decided_by_silence().met_by(outage).count()
    people, enterprises = (
        running.aggregate(count=Count(owner, distinct=True))["count"] if changes else 0
        for owner in ("dossier__owner_user", "dossier__owner_enterprise")
    )
    return Effects(demarches, silent_count, people, enterprises)


def fingerprint_of(outage: Outage, effects: Effects) -> str:
    """Return one word for what a page showed of an outage and its effects: it is confirmed as shown."""
    terms = [
        outage.began_on,
        outage.ended_on,
        outage.for_all,
        outage.demarches,
        outage.extra_days,
        outage.extended_to,
        outage.cause,
        outage.legal_basis,
    ]
    changes = [[str(part) for part in change] for one in effects.demarches for change in one.changes]
    counts = [effects.silent_count, effects.people_count, effects.enterprise_count]
    return sha256([*map(str, terms), changes, counts])
