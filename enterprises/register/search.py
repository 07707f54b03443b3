"""Reading an enterprise by its ten digits; finding one by its number, or by any of its names.

The names of self-employed people are personal data: only a signed-in person may search, their page limits
how often, and nothing of what was typed goes to an address, a log or the journal.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.postgres.search import SearchQueryField
from django.db.models import Value
from django.db.models.functions import Cast

from accounts.names import Matches
from enterprises.register.models import REGISTER_WORDS, Enterprise, Establishment, RegisterName
from monespace.common.beginnings import LAST
from monespace.common.db import get_or_none, get_or_not_visible
from monespace.common.folding import folded_words
from monespace.common.identifiers import (
    InvalidIdentifier,
    bce_digits,
    normalize_bce,
    normalize_establishment,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

MOST_RESULTS = 20
BCE_LENGTH = 10
SHORTEST_NUMBER = 4
SHORTEST_NAME = 2
SHORTEST_BEGINNING = 3
NAMES_PER_RESULT = 4


def find_enterprises(text: str, limit: int = MOST_RESULTS) -> list[Enterprise]:
    """Return at most ``limit`` enterprises that ``text`` may mean, likeliest first, in five queries at most.

    A number is that of an enterprise or of an establishment, whole or from its first digits. A name is any
    in the register (main, abbreviated, commercial, of an establishment, in any language): first those that
    begin as typed, then those with a word that begins like each word typed. Enterprises that have stopped
    come last. Nothing is found for a text too short to mean anything.
    """
    if digits := bce_digits(text):
        found = _numbered(digits, limit)
        if found:
            return _ranked(found)
    return _ranked(_in_register(entities_named(text, limit), limit))


def entities_named(text: str, limit: int) -> list[str]:
    """Return the numbers of at most ``limit`` enterprises and establishments with such a name."""
    wanted = folded_words(text)
    if len(wanted) < SHORTEST_NAME:
        return []
    rows = limit * NAMES_PER_RESULT
    names = RegisterName.objects.values_list("entity", flat=True)
    beginning = names.filter(folded__gte=wanted, folded__lt=f"{wanted}{LAST}")  # sorted as code points
    found = list(beginning.order_by("folded", "entity")[:rows])
    if len(set(found)) < limit and (query := _words_query(wanted)):
        matches = names.filter(Matches(REGISTER_WORDS, Cast(Value(query), SearchQueryField())))
        found += matches[:rows]
    return list(dict.fromkeys(found))[:limit]


def enterprise_ids(entities: Collection[str]) -> list[int]:
    """Return the ids of the enterprises that have these numbers, or one of these establishments."""
    if not entities:
        return []
    own = Enterprise.objects.filter(number__in=entities).values_list("pk", flat=True)
    places = Establishment.objects.filter(number__in=entities).values_list("enterprise_id", flat=True)
    return list({*own, *places})


def _words_query(wanted: str) -> str:
    """Return the text-search query for every word of ``wanted``; short ones must be whole words.

    A beginning of one or two letters would match a good part of the register.
    """
    return " & ".join(
        f"'{word}':*" if len(word) >= SHORTEST_BEGINNING else f"'{word}'" for word in wanted.split()
    )


def _numbered(digits: str, limit: int) -> list[Enterprise]:
    """Return the enterprise, or that of the establishment, with this number or whose number begins so."""
    try:
        return list(Enterprise.objects.filter(number=normalize_bce(digits)))
    except InvalidIdentifier:
        pass
    try:
        return _in_register([normalize_establishment(digits)], limit)
    except InvalidIdentifier:
        pass
    if len(digits) < SHORTEST_NUMBER:
        return []
    between = (digits.ljust(BCE_LENGTH, "0"), digits.ljust(BCE_LENGTH, "9"))
    return list(Enterprise.objects.filter(number__range=between).order_by("number")[:limit])


def _in_register(entities: Iterable[str], limit: int) -> list[Enterprise]:
    """Return the enterprises with these numbers, or with these establishments, in the order given."""
    order = {entity: place for place, entity in enumerate(entities)}
    places = Establishment.objects.filter(number__in=order).values_list("number", "enterprise_id")
    owners: dict[int, int] = {}
    for number, owner in sorted(places, key=lambda row: order[row[0]]):
        owners.setdefault(owner, order[number])
    own = {enterprise.pk: enterprise for enterprise in Enterprise.objects.filter(number__in=order)}
    others = Enterprise.objects.in_bulk([owner for owner in owners if owner not in own])
    found = own | others
    rank = {pk: min(order.get(found[pk].number, len(order)), owners.get(pk, len(order))) for pk in found}
    return sorted(found.values(), key=lambda enterprise: rank[enterprise.pk])[:limit]


def _ranked(found: list[Enterprise]) -> list[Enterprise]:
    return sorted(found, key=lambda enterprise: enterprise.has_stopped)


def get_enterprise(number: str) -> Enterprise:
    """Return an enterprise of the register. Raises NotVisible."""
    return get_or_not_visible(Enterprise.objects.filter(number=number))


def enterprise_numbered(number: str) -> Enterprise | None:
    """Return the enterprise with these ten digits."""
    return get_or_none(Enterprise.objects.filter(number=number))
