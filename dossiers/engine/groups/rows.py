"""A group whose items are rows of one page: an input in each cell, written at once."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from dossiers.engine.groups.cells import Cell
from dossiers.engine.groups.items import ID, Typed, kept_items, new_id, read_items, shown_ids
from dossiers.engine.groups.table import TableOfItems

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dossiers.engine.groups.cells import Place
    from dossiers.engine.groups.judging import Item
    from dossiers.engine.groups.question import GroupOfQuestions
    from dossiers.engine.kinds.base import Facts, Question, Raw


class RowsWidget(TableOfItems):
    """A row for each item, and at least as many as there must be; rows left blank count for nothing.

    ``part_errors`` has the messages of each wrong cell, by the id of the item and the question's key. The
    inputs of a cell are made once for its column: there may be hundreds of rows.
    """

    verbs = ("remove",)

    def __init__(self, group: GroupOfQuestions, language: str, stored: Raw, facts: Facts) -> None:
        super().__init__(group, language, stored, facts)
        self.part_errors: Mapping[str, list[str]] = {}

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        """Say whether no row was sent."""
        del files
        return f"{name}-items" not in data

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Raw:
        """Return the rows in the order they were sent, then those that the page did not have."""
        stored = {one.id: one for one in self.stored}
        sent = [id_ for id_ in _all(data, f"{name}-items") if ID.fullmatch(id_)]
        del files
        rows = [self._sent(data, name, stored.get(id_, Typed(id_, {}))) for id_ in dict.fromkeys(sent)]
        return kept_items([*rows, *(one for one in self.stored if one.id not in sent)])

    def _sent(self, data: Any, name: str, one: Typed) -> Typed:
        answers = dict(one.answers)
        for key, question in self.group.asking.items():
            if question.asks and f"{name}-{one.id}-{key}" in data:
                answers[key] = question.tidy(data.get(f"{name}-{one.id}-{key}"))
        return Typed(one.id, answers, one.revision, one.is_removed)

    def id_of(self, part: str, own_id: str) -> str:
        """Return the id of a cell's input."""
        return f"{own_id}_{part.replace('-', '_', 1)}" if part else own_id

    @property
    def columns(self) -> list[Question[Any]]:
        """All its questions."""
        return [cell.question for cell in self._cells]

    @cached_property
    def _cells(self) -> list[Cell]:
        return [Cell(question, self.language) for question in self.group.asking.values()]

    def items(self, value: Any) -> list[Typed]:
        """Return the items, with blank ones up to as many as there must be."""
        items = read_items(value)
        missing = self.group.repeat.min - len(shown_ids(items))
        return [*items, *(Typed(new_id(), {}) for _ in range(missing))]

    def hidden(self, name: str, items: Sequence[Typed]) -> str:
        """Return the ids of the rows, in their order."""
        ids = ((name, one.id) for one in items)
        return format_html_join("", '<input type="hidden" name="{}-items" value="{}">', ids)

    def cells(self, place: Place, one: Typed, item: Item | None) -> SafeString:
        """Return the cells of a row, an input in each."""
        values = item.values if item else {}
        cells = (
            cell.written(place, one, values, self.part_errors.get(f"{one.id}-{cell.question.key}", []))
            for cell in self._cells
        )
        return SafeString("".join(cells))


def _all(data: Any, name: str) -> list[str]:
    """Return every value sent under a name."""
    sent = data.getlist(name) if hasattr(data, "getlist") else data.get(name) or []
    return [sent] if isinstance(sent, str) else list(sent)
