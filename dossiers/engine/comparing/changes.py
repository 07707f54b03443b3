"""The changes between two definitions, one sentence each, in the order of the file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dossiers.engine.base import Model, Text
from dossiers.engine.comparing.lists import is_keyed, item_changes, rule_changes
from dossiers.engine.comparing.words import Place, said, text_changes
from dossiers.engine.rules import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dossiers.engine.schema import Definition

TURNED = {
    ("optional", True): "may stay blank now",
    ("optional", False): "is compulsory now",
    ("locked", True): "can no longer be changed once it is prefilled",
    ("locked", False): "may be changed once it is prefilled",
}
"""What it means that a yes or no of a question turned."""


def changes_between(before: Definition, after: Definition) -> list[str]:
    """Say what ``after`` changes of ``before``, its number apart."""
    return list(_of_parts(Place(), before, after, apart=frozenset({"version"})))


def _of_parts(
    place: Place, before: Model, after: Model, apart: frozenset[str] = frozenset({"key", "kind", "field"})
) -> Iterator[str]:
    """Give what changed in the words that two parts both may have; what they are called is no change."""
    if getattr(before, "kind", "") != getattr(after, "kind", ""):
        yield place.says(
            f"is of kind {said(getattr(after, 'kind', ''))} instead of {said(getattr(before, 'kind', ''))}"
        )
    for word in type(after).model_fields:
        if word in apart or word not in type(before).model_fields:
            continue
        old, new = getattr(before, word), getattr(after, word)
        if old != new:
            yield from _of_word(place, word, old, new)


def _of_word(place: Place, word: str, old: Any, new: Any) -> Iterator[str]:
    """Give what changed under one word."""
    if (word, new) in TURNED:
        yield place.says(TURNED[word, new])
    elif isinstance(old, Text) or isinstance(new, Text):
        yield from text_changes(place.word(word), old, new)
    elif _are_all(Rule, old, new):
        yield from rule_changes(place, old, new, _of_parts)
    elif is_keyed(old) or is_keyed(new):
        yield from item_changes(place, word, old, new, _of_parts)
    elif isinstance(old, tuple) and isinstance(new, tuple):
        yield from (place.word(word).says(f"{said(one)} is gone") for one in old if one not in new)
        yield from (place.word(word).says(f"{said(one)} is new") for one in new if one not in old)
    elif isinstance(old, Model) and isinstance(new, Model):
        yield from _of_parts(place.word(word), old, new)
    elif old is None:
        yield place.word(word).says(f"{said(new)} is new")
    elif new is None:
        yield place.word(word).says(f"is gone; it was {said(old)}")
    else:
        yield place.word(word).says(f"{said(new)} instead of {said(old)}")


def _are_all(kind: type, *lists: Any) -> bool:
    """Say whether these are lists of such parts, not all of them empty."""
    items = [item for one in lists if isinstance(one, tuple) for item in one]
    return bool(items) and all(isinstance(item, kind) for item in items)
