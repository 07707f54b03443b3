"""The items of a group as a draft keeps them: a list, each with an id that it keeps."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final
from uuid import uuid4

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from dossiers.engine.groups.question import GroupOfQuestions

ID: Final = re.compile(r"[0-9a-f]{12}")
MOST_ITEMS: Final = 300
"""Of one group; a definition may say less."""


@dataclass(frozen=True)
class Typed:
    """One item as typed: raw answers by key.

    ``revision`` names the save it was last changed by, on a page of its own. ``is_removed``: the person took
    it away and may still put it back; it counts for nothing.
    """

    id: str
    answers: Mapping[str, Any]
    revision: str = ""
    is_removed: bool = False

    def kept(self) -> dict[str, Any]:
        """Return it as JSON."""
        return {
            "id": self.id,
            "answers": dict(self.answers),
            **({"revision": self.revision} if self.revision else {}),
            **({"removed": True} if self.is_removed else {}),
        }


def new_id() -> str:
    """Return an id no other item has."""
    return uuid4().hex[:12]


def read_items(raw: Any) -> list[Typed]:
    """Return the items of a stored answer; what is none is left out, and the second of one id too."""
    found: dict[str, Typed] = {}
    for one in raw if isinstance(raw, list | tuple) else ():
        if not isinstance(one, dict) or not isinstance(one.get("answers"), dict):
            continue
        id_ = one.get("id")
        if isinstance(id_, str) and ID.fullmatch(id_) and id_ not in found:
            revision = one.get("revision")
            found[id_] = Typed(
                id_, one["answers"], revision if isinstance(revision, str) else "", one.get("removed") is True
            )
    return list(found.values())


def kept_items(items: Iterable[Typed]) -> list[dict[str, Any]]:
    """Return items as JSON, as many as any group may have."""
    return [one.kept() for one in items][:MOST_ITEMS]


def present(group: GroupOfQuestions, raw: Any) -> list[Typed]:
    """Return the items that count: neither removed nor left blank."""
    return [one for one in read_items(raw) if not one.is_removed and not group.is_blank_item(one.answers)]


def shown_ids(items: Iterable[Typed]) -> list[str]:
    """Return the ids of those not removed, in their order."""
    return [one.id for one in items if not one.is_removed]


def removed(items: list[Typed], id_: str, revision: str) -> list[Typed]:
    """Return the items with one taken away, in its place, so that it can be put back."""
    return [replace(one, is_removed=True, revision=revision) if one.id == id_ else one for one in items]


def restored(items: list[Typed], id_: str) -> list[Typed]:
    """Return the items with one put back where it was."""
    return [replace(one, is_removed=False) if one.id == id_ else one for one in items]


def moved(items: list[Typed], id_: str, step: int) -> list[Typed]:
    """Return the items with one of them ``step`` places further among those not removed."""
    shown = shown_ids(items)
    if id_ not in shown:
        return items
    place = shown.index(id_)
    target = min(max(place + step, 0), len(shown) - 1)
    shown.insert(target, shown.pop(place))
    by_id = {one.id: one for one in items}
    order = iter(shown)
    return [one if one.is_removed else by_id[next(order)] for one in items]
