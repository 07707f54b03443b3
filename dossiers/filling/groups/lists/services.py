"""Adds the items of a list to those of a group."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext_lazy as _

from dossiers.engine.groups.items import kept_items, read_items, shown_ids
from dossiers.filling.errors import StaleAnswers
from dossiers.filling.saves import Save
from dossiers.filling.services import save_step
from monespace.common.errors import DomainError

if TYPE_CHECKING:
    from dossiers.engine.groups.items import Typed
    from dossiers.engine.groups.question import GroupOfQuestions
    from dossiers.filling.draft import Draft
    from enterprises.rights.actor import Actor

TRIES: Final = 5


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
    row = draft.saved.get(step)
    for _try in range(TRIES):
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
        longer = {**values, group.key: kept_items([*there, *new])}
        try:
            save_step(
                actor=actor,
                dossier=draft.dossier,
                step=step,
                values=longer,
                save=Save.of(base=row.revision if row else "", page=""),
                standing=draft.with_typed(step, longer).standing,
                is_whole=False,
            )
        except StaleAnswers as newer:
            row = newer.saved
        else:
            return
    raise StaleAnswers(row)  # type: ignore[arg-type]  # a row that was faster each time
