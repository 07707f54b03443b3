"""Adds the items of a list to those of a group."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from dossiers.engine.groups.items import kept_items, read_items, shown_ids
from dossiers.filling.saves import Save, save_over
from dossiers.filling.services import save_step
from monespace.common.errors import DomainError

if TYPE_CHECKING:
    from dossiers.engine.groups.items import Typed
    from dossiers.engine.groups.question import GroupOfQuestions
    from dossiers.filling.draft import Draft, SavedAnswers
    from enterprises.rights.actor import Actor


class NoRoomLeft(DomainError):
    """Items were added elsewhere meanwhile: there would be too many."""

    message = _(
        "D’autres lignes ont été ajoutées entre-temps, et il n’y a plus de place pour toute la liste. "
        "Rien n’a été ajouté."
    )


def add_items(*, actor: Actor, draft: Draft, step: str, group: GroupOfQuestions, items: list[Typed]) -> None:
    """Add items behind those that are there now; those that are there already stay as they are.

    What another page changed meanwhile stays too. Raises NoRoomLeft, NoLongerDraft; StaleAnswers when other
    pages were faster each time.
    """

    def longer(row: SavedAnswers | None) -> dict[str, Any]:
        values = dict(row.values) if row else {}
        there = [
            one
            for one in read_items(values.get(group.key))
            if one.is_removed or not group.is_blank_item(one.answers)
        ]
        known = {one.id for one in there}
        new = [one for one in items if one.id not in known]
        if len(shown_ids(there)) + len(new) > group.repeat.max:
            raise NoRoomLeft
        return {**values, group.key: kept_items([*there, *new])}

    def save(values: dict[str, Any], base: str) -> None:
        save_step(
            actor=actor,
            dossier=draft.dossier,
            step=step,
            values=values,
            save=Save.of(base=base, page=""),
            standing=draft.with_typed(step, values).standing,
            is_whole=False,
        )

    save_over(draft.saved.get(step), merged=longer, save=save)
