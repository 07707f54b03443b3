"""The storage of one item: its answers stand in those of its step, and are compared by themselves."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from dossiers.engine.groups.items import Typed, kept_items
from dossiers.filling.errors import StaleAnswers
from dossiers.filling.groups.place import stored_item, with_answers
from dossiers.filling.saves import save_over
from dossiers.filling.storage import DraftStorage

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from django.http import HttpRequest

    from accounts.models import User
    from dossiers.filling.draft import Draft, SavedAnswers
    from dossiers.filling.groups.place import ItemPlace
    from dossiers.filling.saves import Save
    from enterprises.rights.actor import Actor


@dataclass
class SavedItem:
    """One item as saved last, when the page of another one, or of this one elsewhere, came after."""

    step: str
    values: Mapping[str, Any]
    revision: str
    saved_at: datetime
    saved_by: User


class ItemStorage(DraftStorage):
    """Two pages of two items never stand in each other's way: each has a revision of its own."""

    is_whole = False

    def __init__(self, request: HttpRequest, *, actor: Actor, draft: Draft, place: ItemPlace) -> None:
        super().__init__(request, actor=actor, draft=place.draft)
        self.around = draft
        self.place = place
        self.revisions = {place.step: place.stored.revision if place.stored else ""}

    @property
    def whole(self) -> Draft:
        """The draft with all of its steps."""
        return self.around

    def is_saved(self, step: str, values: dict[str, Any]) -> bool:
        """Whether these are the answers that are saved, or nothing is and nothing was typed."""
        del step
        stored = self.place.stored
        if stored is None:
            return self.place.group.is_blank_item(values)
        return not stored.is_removed and dict(stored.answers) == values

    def save(self, step: str, values: dict[str, Any], save: Save) -> str:
        """Save the item among those that are there now; StaleAnswers when it changed itself."""
        key, to_step = self.place.path[0][0], super().save
        group: Any = self.around.definition.question(f"{step}.{key}")

        def merged(row: SavedAnswers | None) -> dict[str, Any]:
            kept = dict(row.values) if row else {}
            items = kept.get(key, self.around.typed.get(step, {}).get(key))
            if row is not None:
                self._refuse_stale(row, stored_item(items, self.place.path), values, save)
            changed = Typed(self.place.id, values, save.revision)
            return {**kept, key: kept_items(with_answers(items, group, self.place.path, changed))}

        save_over(
            self.around.saved.get(step),
            merged=merged,
            save=lambda whole, base: to_step(step, whole, replace(save, base=base)),
        )
        return save.revision

    def _refuse_stale(self, row: SavedAnswers, now: Typed | None, values: dict[str, Any], save: Save) -> None:
        """Raise StaleAnswers when the item was changed or removed since its page was made."""
        if now is None and save.base:
            raise StaleAnswers(SavedItem(row.step, {}, "", row.saved_at, row.saved_by))
        if now is not None and not save.may_replace(now.revision) and dict(now.answers) != values:
            answers = {} if now.is_removed else now.answers
            raise StaleAnswers(SavedItem(row.step, answers, now.revision, row.saved_at, row.saved_by))
