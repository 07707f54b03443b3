"""Finding dossiers for an agent: by reference, by number or by the names of their people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.postgres.search import SearchQuery, SearchVectorField
from django.db.models import Func, Q, Value
from django.db.models.fields.json import KeyTextTransform, KeyTransform
from django.db.models.functions import Coalesce, Concat
from django.utils.translation import get_language

from accounts.identity import Identifier
from accounts.models import User
from dossiers.models import Dossier
from enterprises.bce.search import find_enterprises
from helpdesk.lookup import Kind, Lookup

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.db.models.expressions import Combinable

MOST_RESULTS = 50
MOST_NAMESAKES = 200


class FoldedWords(Func):
    """The words of a name without case or accents: the expression the name indexes are built on."""

    function = "folded_words"
    output_field = SearchVectorField()


def find(lookup: Lookup) -> list[Dossier]:
    """Return the dossiers that ``lookup`` means, latest change first, one more than is shown at most."""
    condition = _condition(lookup)
    if condition is None:
        return []
    return list(
        Dossier.objects.filter(condition)
        .select_related("demarche_version__demarche", "owner_user", "owner_enterprise", "created_by")
        .defer("demarche_version__content")
        .annotate(demarche_title=Coalesce(_title(get_language() or "fr"), _title("fr")))
        .order_by("-updated_at", "pk")[: MOST_RESULTS + 1]
    )


def _title(language: str) -> KeyTextTransform:
    return KeyTextTransform(language, KeyTransform("title", "demarche_version__content"))


def _condition(lookup: Lookup) -> Q | None:
    match lookup.kind:
        case Kind.REFERENCE:
            return Q(reference=lookup.value)
        case Kind.BCE:
            return Q(owner_enterprise__number=lookup.value)
        case Kind.NATIONAL_NUMBER:
            indexes = Identifier.national(lookup.value).indexes
            return _of_people(User.objects.filter(identity__blind_index__in=indexes))
        case Kind.NAME:
            people = _named(User.objects.all(), Concat("first_name", Value(" "), "last_name"), lookup.value)
            enterprises = find_enterprises(lookup.value, MOST_NAMESAKES)
            return _of_people(people) | Q(owner_enterprise__in=enterprises)
    return None


def _of_people(people: QuerySet) -> Q:
    """Dossiers of these people or begun by them; ids first, so that each part uses its index."""
    ids = _first_ids(people)
    return Q(owner_user__in=ids) | Q(created_by__in=ids)


def _first_ids(found: QuerySet) -> list[object]:
    return list(found.values_list("pk", flat=True)[:MOST_NAMESAKES])


def _named(candidates: QuerySet, name: Combinable, words: str) -> QuerySet:
    """Those whose name has a word beginning with each of ``words``."""
    query = SearchQuery(" & ".join(f"{word}:*" for word in words.split()), config="simple", search_type="raw")
    return candidates.annotate(words=FoldedWords(name)).filter(words=query)
