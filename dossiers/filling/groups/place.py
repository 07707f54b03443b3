"""Where an item stands: in a group of a step, or in a group of another item."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from django.urls import register_converter

from dossiers.engine.groups.inside import inside, questions_of_item
from dossiers.engine.groups.items import Typed, read_items, shown_ids
from dossiers.engine.groups.question import GroupOfQuestions
from monespace.common.errors import NotVisible

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dossiers.filling.draft import Draft

Place = tuple[tuple[str, str], ...]
"""The key of a group and the id of an item, then the same inside that item for a group within."""


class PlaceConverter:
    """Matches a place in an address: ``factures/0a1b2c3d4e5f``, or two such pairs."""

    regex = r"[a-z0-9_]+/[0-9a-f]{12}(?:/[a-z0-9_]+/[0-9a-f]{12})?"

    def to_python(self, value: str) -> Place:
        """Return the pairs of the address."""
        words = value.split("/")
        return tuple(zip(words[::2], words[1::2], strict=True))

    def to_url(self, value: Place) -> str:
        """Return the pairs as they stand in the address."""
        return "/".join(word for pair in value for word in pair)


register_converter(PlaceConverter, "place")


@dataclass(frozen=True)
class ItemPlace:
    """One item: its group, what is stored of it and of those beside it, and the draft inside it."""

    step: str
    path: Place
    group: GroupOfQuestions
    beside: list[Typed]
    stored: Typed | None
    draft: Draft

    @property
    def id(self) -> str:
        """The item's id."""
        return self.path[-1][1]

    @property
    def number(self) -> int:
        """Which one it is among those shown; a new one comes last."""
        shown = shown_ids(self.beside)
        return shown.index(self.id) + 1 if self.id in shown else len(shown) + 1

    @property
    def is_one_too_many(self) -> bool:
        """Whether it is new, and the group has as many items as it may."""
        return self.stored is None and self.number > self.group.repeat.max


def find_place(draft: Draft, step_key: str, path: Place) -> ItemPlace:
    """Return an item of a draft, or the new one that would have its id; NotVisible for no such group."""
    definition, answers = draft.definition, draft.typed.get(step_key, {})
    found: tuple[GroupOfQuestions, list[Typed], Typed | None] | None = None
    part = None
    for key, id_ in path:
        step = definition.step(step_key)
        group = step.questions.get(key) if step else None
        if step is None or not isinstance(group, GroupOfQuestions):
            raise NotVisible
        beside = read_items(answers.get(key))
        stored = next((one for one in beside if one.id == id_), None)
        found = group, beside, stored
        part = questions_of_item(step, group)
        definition = inside(definition, step, group)
        answers = {**answers, **(stored.answers if stored else {})}
    if found is None:
        raise NotVisible
    within = replace(
        draft,
        definition=definition,
        typed={**draft.typed, step_key: answers},
        part=part,
        opened_group=path[0][0],
    )
    return ItemPlace(step_key, path, *found, within)


def with_answers(raw: Any, group: GroupOfQuestions, path: Place, changed: Typed) -> list[Typed]:
    """Return the items of the outermost group with one item changed, or added; one left blank is none."""
    items = read_items(raw)
    if len(path) == 1:
        return _put(items, group, changed)
    outer = next((one for one in items if one.id == path[0][1]), Typed(path[0][1], {}))
    key = path[1][0]
    inner = group.asking[key]
    if not isinstance(inner, GroupOfQuestions):
        raise NotVisible
    within = [one.kept() for one in with_answers(outer.answers.get(key), inner, path[1:], changed)]
    return _put(items, group, replace(outer, answers={**outer.answers, key: within}))


def stored_item(raw: Any, path: Place) -> Typed | None:
    """Return what is stored of an item; None for nothing."""
    items = read_items(raw)
    one = next((one for one in items if one.id == path[0][1]), None)
    if one is None or len(path) == 1:
        return one
    answers: Mapping[str, Any] = one.answers
    return stored_item(answers.get(path[1][0]), path[1:])


def _put(items: list[Typed], group: GroupOfQuestions, changed: Typed) -> list[Typed]:
    others = [one for one in items if one.id != changed.id]
    if group.is_blank_item(changed.answers):
        return others
    if len(others) == len(items):
        return [*items, changed]
    return [changed if one.id == changed.id else one for one in items]
