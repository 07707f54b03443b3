"""What changed in the lists of a definition: items that came, went, moved, or say something else."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from dossiers.engine.comparing.words import Place, said

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from dossiers.engine.base import Model
    from dossiers.engine.rules import Rule

    Comparing = Callable[[Place, Model, Model], Iterator[str]]

NOUNS: Final = {
    "steps": "step",
    "fields": "question",
    "questions": "question",
    "options": "option",
    "declarations": "declaration",
    "cosigners": "co-signatory",
    "delivery": "delivery",
    "routes": "route",
}


def is_keyed(items: Any) -> bool:
    """Say whether a value is a list whose items are known by a key."""
    return isinstance(items, tuple) and bool(items) and all(_key(item) for item in items)


def item_changes(
    place: Place, word: str, old: tuple[Any, ...], new: tuple[Any, ...], compare: Comparing
) -> Iterator[str]:
    """Give what changed in a list of items that are known by a key."""
    noun = NOUNS[word]
    before, after = ({_key(item): item for item in items} for items in (old, new))
    for key, item in before.items():
        if key not in after:
            yield place.item(noun, key).says(f"is gone{_titled(item)}")
    for key, item in after.items():
        if key not in before:
            yield place.item(noun, key).says(f"is new{_titled(item)}{_needed(item)}")
        else:
            yield from compare(place.item(noun, key), before[key], item)
    if [key for key in before if key in after] != [key for key in after if key in before]:
        yield place.word(word).says(f"the order is now {', '.join(after)}")


def rule_changes(
    place: Place, old: tuple[Rule, ...], new: tuple[Rule, ...], compare: Comparing
) -> Iterator[str]:
    """Give the rules that came, went, or say something else of the same requirement."""
    before, after = ({(one.field, said(one.require)): one for one in rules} for rules in (old, new))
    for (field, require), rule in before.items():
        if (field, require) not in after:
            yield place.item("rule at", field).says(f"{require} is no longer required (“{rule.message.fr}”)")
    for (field, require), rule in after.items():
        here = place.item("rule at", field)
        if (field, require) in before:
            yield from compare(here, before[field, require], rule)
        else:
            yield here.says(f"{require} is required now (“{rule.message.fr}”)")


def _key(item: Any) -> str:
    """Return what an item is known by: its key, or its way to a service."""
    key = getattr(item, "key", "")
    return key or " to ".join(getattr(item, "way", ()))


def _titled(item: Any) -> str:
    """Return the words by which people know an item, if it has some."""
    text = getattr(item, "label", None) or getattr(item, "title", None) or getattr(item, "text", None)
    return f": {said(text)}" if text else ""


def _needed(item: Any) -> str:
    """Say whether a question that is new must be answered, and when it is asked."""
    if not hasattr(item, "optional"):
        return ""
    answered = ", may stay blank" if item.optional else ", compulsory"
    return answered + (f", asked when {said(item.when)}" if item.when else "")
