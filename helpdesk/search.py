"""Finding dossiers for an agent: by reference, by number or by the names of their people."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import get_language

from accounts.identity import Identifier
from accounts.models import User
from dossiers.models import Dossier
from enterprises.bce.search import enterprise_ids, entities_named
from enterprises.models import Enterprise
from helpdesk.dossiers_of import Owners
from helpdesk.lookup import Kind, Lookup

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from dossiers.following.querysets import DossierQuerySet

PER_PAGE = 50
MOST_PAGES = 20
MOST_SHOWN = PER_PAGE * MOST_PAGES
MOST_PEOPLE = 1_000  # of one name: more namesakes than these are told apart otherwise
MOST_ENTERPRISES = 200


@dataclass(frozen=True, kw_only=True)
class Found:
    """One page of the dossiers that a search found, the latest change first.

    ``total`` counts no further than MOST_SHOWN, and ``has_more`` says that it stopped there. Of a name that
    too many people or enterprises bear, their dossiers are left out: ``too_many_people``, ``…_enterprises``.
    """

    dossiers: Sequence[Dossier] = ()
    total: int = 0
    has_more: bool = False
    page: int = 1
    too_many_people: bool = False
    too_many_enterprises: bool = False

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
    """Return a page of the dossiers that ``lookup`` means."""
    match lookup.kind:
        case Kind.REFERENCE:
            dossiers = list(_shown().filter(reference=lookup.value))
            return Found(dossiers=dossiers, total=len(dossiers))
        case Kind.BCE:
            companies = Enterprise.objects.filter(number=lookup.value)
            return _page(Owners(enterprises=list(companies.values_list("pk", flat=True))), page)
        case Kind.NATIONAL_NUMBER:
            people = User.objects.filter(identity__blind_index__in=Identifier.national(lookup.value).indexes)
            return _page(Owners(people=list(people.values_list("pk", flat=True))), page)
        case Kind.NAME:
            return _named(lookup.value, page)
    return Found()


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
    counted = owners.count(MOST_SHOWN + 1)
    total = min(counted, MOST_SHOWN)
    page = max(1, min(page, -(-total // PER_PAGE)))
    ids = owners.latest(start=(page - 1) * PER_PAGE, many=PER_PAGE)
    return Found(
        dossiers=_in_order(ids),
        total=total,
        has_more=counted > total,
        page=page,
        too_many_people=too_many_people,
        too_many_enterprises=too_many_enterprises,
    )


def _in_order(ids: list[UUID]) -> list[Dossier]:
    found = {dossier.pk: dossier for dossier in _shown().filter(pk__in=ids)} if ids else {}
    return [found[pk] for pk in ids if pk in found]


def _shown() -> DossierQuerySet:
    """Return dossiers with what a row shows of them."""
    people = ("owner_user", "owner_enterprise", "created_by")
    return Dossier.objects.with_demarche().select_related(*people).with_title(get_language() or "fr")
