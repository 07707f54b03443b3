"""Finding dossiers for an agent: by reference, number, address or name.

The latest dossiers of some people and enterprises are read by SQL: PostgreSQL takes the latest of each owner
from an index one after the other (LATERAL), which no queryset says; ``IN`` would read and sort every dossier
of a company that has thousands. An anonymised dossier is found by its reference only.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from django.db import connection
from django.utils.translation import get_language

from accounts.identity import Identifier
from accounts.models import User
from dossiers.models import Delivery, Dossier
from enterprises.models import Enterprise, GapDesignation, Membership
from enterprises.register.search import enterprise_ids, entities_named
from helpdesk.dossiers.lookup import Kind, Lookup

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from dossiers.dossier.querysets import DossierQuerySet

PER_PAGE = 50
MOST_PAGES = 20
MOST_SHOWN = PER_PAGE * MOST_PAGES
MOST_BEGUN = 200  # people or references that begin in one way: they are read to be counted
MOST_PEOPLE = 1_000  # of one name: more namesakes than these are told apart otherwise
MOST_ENTERPRISES = 200
MOST_OF_A_PERSON = 20
SHOWN = (
    "reference",
    "state",
    "created_at",
    "updated_at",
    "owner_user__first_name",
    "owner_user__last_name",
    "owner_enterprise__number",
    "owner_enterprise__name",
    "owner_enterprise__names",
)


LATEST = """
SELECT id FROM (
    SELECT dossier.id, dossier.updated_at FROM unnest(%(people)s::uuid[]) AS owner CROSS JOIN LATERAL (
        SELECT id, updated_at FROM dossiers_dossier
         WHERE owner_user_id = owner AND state <> 'anonymised'
         ORDER BY updated_at DESC, id LIMIT %(end)s) AS dossier
    UNION
    SELECT dossier.id, dossier.updated_at FROM unnest(%(people)s::uuid[]) AS beginner CROSS JOIN LATERAL (
        SELECT id, updated_at FROM dossiers_dossier
         WHERE created_by_id = beginner AND state <> 'anonymised'
         ORDER BY updated_at DESC, id LIMIT %(end)s) AS dossier
    UNION
    SELECT dossier.id, dossier.updated_at FROM unnest(%(enterprises)s::bigint[]) AS owner CROSS JOIN LATERAL (
        SELECT id, updated_at FROM dossiers_dossier
         WHERE owner_enterprise_id = owner AND state <> 'anonymised'
         ORDER BY updated_at DESC, id LIMIT %(end)s) AS dossier
) AS found ORDER BY updated_at DESC, id OFFSET %(start)s LIMIT %(many)s
"""
COUNT = """
SELECT count(*) FROM (
    (SELECT dossier.id FROM unnest(%(people)s::uuid[]) AS owner CROSS JOIN LATERAL (
        SELECT id FROM dossiers_dossier
         WHERE owner_user_id = owner AND state <> 'anonymised'
         ORDER BY updated_at DESC, id LIMIT %(most)s) AS dossier LIMIT %(most)s)
    UNION
    (SELECT dossier.id FROM unnest(%(people)s::uuid[]) AS beginner CROSS JOIN LATERAL (
        SELECT id FROM dossiers_dossier
         WHERE created_by_id = beginner AND state <> 'anonymised'
         ORDER BY updated_at DESC, id LIMIT %(most)s) AS dossier
      LIMIT %(most)s)
    UNION
    (SELECT dossier.id FROM unnest(%(enterprises)s::bigint[]) AS owner CROSS JOIN LATERAL (
        SELECT id FROM dossiers_dossier
         WHERE owner_enterprise_id = owner AND state <> 'anonymised'
         ORDER BY updated_at DESC, id LIMIT %(most)s) AS dossier
      LIMIT %(most)s)
) AS found
"""


@dataclass(frozen=True)
class Owners:
    """People whose dossiers are looked for, begun or owned by them, and enterprises; by id."""

    people: list[UUID] = field(default_factory=list)
    enterprises: list[int] = field(default_factory=list)

    def latest(self, *, start: int, many: int) -> list[UUID]:
        """Return the ids of their dossiers from place ``start`` on, the latest change first."""
        return [row[0] for row in self._rows(LATEST, start=start, many=many, end=start + many)]

    def count(self, most: int) -> int:
        """Return how many dossiers they have, and no more than ``most``."""
        return min(self._rows(COUNT, most=most)[0][0], most)

    def _rows(self, sql: str, **numbers: int) -> list[tuple]:
        if not (self.people or self.enterprises):
            return [(0,)] if sql is COUNT else []
        with connection.cursor() as cursor:
            cursor.execute(sql, {"people": self.people, "enterprises": self.enterprises, **numbers})
            return cursor.fetchall()


@dataclass(frozen=True, kw_only=True)
class Found:
    """One page of the dossiers that a search found, the latest change first.

    ``total`` counts no further than MOST_SHOWN, and ``has_more`` says that it stopped there. Of a name that
    too many people or enterprises bear, their dossiers are left out: ``too_many_people``, ``…_enterprises``;
    of the beginning of too many services' references too. ``kind`` is what the text turned out to be, if not
    what it looks like. ``people`` are those whom a number or an address names.
    """

    dossiers: Sequence[Dossier] = ()
    people: Sequence[UUID] = ()
    total: int = 0
    has_more: bool = False
    page: int = 1
    too_many_people: bool = False
    too_many_enterprises: bool = False
    too_many_references: bool = False
    kind: Kind | None = None

    @property
    def is_too_wide(self) -> bool:
        """Whether something was found that is not shown."""
        return self.too_many_people or self.too_many_enterprises or self.too_many_references

    @property
    def first(self) -> int:
        """The place of the first one shown, from 1."""
        return (self.page - 1) * PER_PAGE + 1

    @property
    def last(self) -> int:
        """The place of the last one shown."""
        return self.first + len(self.dossiers) - 1

    @property
    def previous_page(self) -> int:
        """The page of later changes; 0 without any."""
        return self.page - 1

    @property
    def next_page(self) -> int:
        """The page of earlier changes; 0 without any."""
        return self.page + 1 if self.last < self.total else 0


def find(lookup: Lookup, page: int = 1) -> Found:
    """Return a page of the dossiers that ``lookup`` means; a service's own reference comes before a name."""
    if lookup.letters and (found := _known_to_a_service(lookup.letters, page)):
        return found
    if lookup.kind is Kind.REFERENCE:
        dossiers = list(_shown().filter(reference=lookup.value))
        return Found(dossiers=dossiers, total=len(dossiers))
    if lookup.kind is Kind.NAME:
        return _named(lookup.value, page)
    people = _people_meant(lookup)
    companies = Enterprise.objects.filter(number=lookup.value) if lookup.kind is Kind.BCE else []
    too_many = len(people) > MOST_BEGUN
    people = [] if too_many else people
    owners = Owners(people=people, enterprises=[company.pk for company in companies])
    return replace(_page(owners, page, too_many_people=too_many), people=people)


def _people_meant(lookup: Lookup) -> list[UUID]:
    """Return the people whom a number or an address names, one more than MOST_BEGUN at most."""
    match lookup.kind:
        case Kind.NATIONAL_NUMBER:
            indexes = Identifier.national(lookup.value).indexes
            return list(User.objects.filter(identity__blind_index__in=indexes).values_list("pk", flat=True))
        case Kind.EMAIL:
            return User.objects.with_email(lookup.value, MOST_BEGUN + 1)
        case Kind.PHONE | Kind.BCE if lookup.phone:
            return User.objects.with_phone(lookup.phone, MOST_BEGUN + 1)
    return []


def enterprises_of(people: Sequence[UUID]) -> list[Enterprise]:
    """Return the enterprises where these people have an access or manage them, for an agent to open."""
    if not people:
        return []
    members = Membership.objects.open().filter(user__in=people).values("enterprise")
    managed = GapDesignation.objects.current().filter(user__in=people).values("enterprise")
    found = Enterprise.objects.filter(pk__in=members.union(managed))
    return list(found.order_by("name", "pk")[:MOST_OF_A_PERSON])


def _known_to_a_service(letters: str, page: int) -> Found | None:
    """Return the dossiers to which a service gave a reference that begins so; None without any."""
    sent = Delivery.objects.submissions_known_as(letters, MOST_BEGUN + 1)
    if len(sent) > MOST_BEGUN:
        return Found(kind=Kind.SERVICE_REFERENCE, too_many_references=True)
    latest = Dossier.objects.filter(submissions__in=sent).distinct().order_by("-updated_at", "pk")
    ids = list(latest.values_list("pk", flat=True))
    if not ids:
        return None
    page = _page_there_is(page, len(ids))
    shown = ids[(page - 1) * PER_PAGE : page * PER_PAGE]
    return Found(dossiers=_in_order(shown), total=len(ids), page=page, kind=Kind.SERVICE_REFERENCE)


def _named(words: str, page: int) -> Found:
    """Return the dossiers of all who are called so; of no people, or no enterprises, when too many are."""
    people = list(User.objects.named(words).values_list("pk", flat=True)[: MOST_PEOPLE + 1])
    entities = entities_named(words, MOST_ENTERPRISES + 1)
    too_many_people = len(people) > MOST_PEOPLE
    too_many_enterprises = len(entities) > MOST_ENTERPRISES
    owners = Owners(
        people=[] if too_many_people else people,
        enterprises=[] if too_many_enterprises else enterprise_ids(entities),
    )
    return _page(owners, page, too_many_people, too_many_enterprises)


def _page(
    owners: Owners, page: int, too_many_people: bool = False, too_many_enterprises: bool = False
) -> Found:
    ids = owners.latest(start=0, many=PER_PAGE)
    is_all = len(ids) < PER_PAGE  # most searches find few, which need no count
    counted = len(ids) if is_all else owners.count(MOST_SHOWN + 1)
    total = min(counted, MOST_SHOWN)
    page = _page_there_is(page, total)
    if page > 1:
        ids = owners.latest(start=(page - 1) * PER_PAGE, many=PER_PAGE)
    return Found(
        dossiers=_in_order(ids),
        total=total,
        has_more=counted > total,
        page=page,
        too_many_people=too_many_people,
        too_many_enterprises=too_many_enterprises,
    )


def _page_there_is(page: int, total: int) -> int:
    return max(1, min(page, -(-total // PER_PAGE)))


def _in_order(ids: list[UUID]) -> list[Dossier]:
    found = {dossier.pk: dossier for dossier in _shown().filter(pk__in=ids)} if ids else {}
    return [found[pk] for pk in ids if pk in found]


def _shown() -> DossierQuerySet:
    """Return dossiers with what a row shows of them, and no more: a page has fifty."""
    dossiers = Dossier.objects.select_related("owner_user", "owner_enterprise").only(*SHOWN)
    return dossiers.with_title(get_language() or "fr")
