"""What the buttons of a table of items do: add one or a list, change, remove, put back, move."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Literal, cast
from uuid import uuid4

from dossiers.engine.groups.items import (
    ID,
    Typed,
    kept_items,
    moved,
    new_id,
    present,
    read_items,
    removed,
    restored,
    shown_ids,
)
from dossiers.engine.groups.question import GroupOfQuestions

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dossiers.engine.kinds import Question

Verb = Literal["add", "list", "edit", "remove", "restore", "up", "down"]
VERBS: Final = ("add", "list", "edit", "remove", "restore", "up", "down")


@dataclass(frozen=True)
class Act:
    """One press of such a button: on which group, what, on which item."""

    group: GroupOfQuestions
    verb: Verb
    item: str

    @property
    def opens(self) -> str | None:
        """The item whose page it leads to; None when it stays on the page of the table."""
        leads = self.verb in {"add", "edit"} and self.group.layout == "pages"
        return self.item if leads else None

    def applied(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """Return the answers of the page after it."""
        items = read_items(values.get(self.group.key))
        return {**values, self.group.key: kept_items(self._done(items))}

    def _done(self, items: list[Typed]) -> list[Typed]:
        if self.verb == "add" and self.group.layout == "rows":
            has_place = len(shown_ids(items)) < self.group.repeat.max
            return [*items, Typed(self.item, {})] if has_place else items
        if self.verb == "remove":
            blank = [one.id for one in items if self.group.is_blank_item(one.answers)]
            if self.item in blank:
                return [one for one in items if one.id != self.item]
            return removed(items, self.item, uuid4().hex)
        if self.verb == "restore":
            return restored(items, self.item)
        if self.verb in {"up", "down"}:
            return moved(items, self.item, -1 if self.verb == "up" else 1)
        return items


def act_of(action: str, questions: Mapping[str, Question[Any]]) -> Act | None:
    """Return what a button means, ``factures:edit:0a1b2c3d4e5f``; None for any other button."""
    key, _colon, rest = action.partition(":")
    verb, _colon, item = rest.partition(":")
    group = questions.get(key)
    if not isinstance(group, GroupOfQuestions) or verb not in VERBS:
        return None
    if verb in {"add", "list"}:
        return Act(group, cast("Verb", verb), new_id())
    return Act(group, cast("Verb", verb), item) if ID.fullmatch(item) else None


def settled(values: Mapping[str, Any], questions: Mapping[str, Question[Any]]) -> dict[str, Any]:
    """Return the answers of a page that is left: what was removed can no longer be put back."""
    groups = [one for key, one in questions.items() if key in values and isinstance(one, GroupOfQuestions)]
    return {
        **values,
        **{one.key: kept_items(present(one, values[one.key])) for one in groups},
    }
