"""A group each of whose items is filled in on a page of its own: a table of them, in words."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext

from dossiers.engine.groups.items import kept_items
from dossiers.engine.groups.table import TableOfItems

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.utils.safestring import SafeString

    from dossiers.engine.groups.cells import Place
    from dossiers.engine.groups.items import Typed
    from dossiers.engine.groups.judging import Item
    from dossiers.engine.kinds.base import Question, Raw

MOST_COLUMNS: Final = 3


class ItemsWidget(TableOfItems):
    """The items that are stored; nothing of them is typed here."""

    verbs = ("edit", "remove")

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> Raw:
        """Return the items as they are stored: each is changed on a page of its own."""
        del data, files, name
        return kept_items(self.stored)

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        """Say no: what is stored is the answer, whatever is sent."""
        del data, files, name
        return False

    def id_of(self, part: str, own_id: str) -> str:
        """Return the id of what leads to an item: errors name it as ``part``, with the question's key."""
        return f"{own_id}_{part.partition('-')[0]}" if part else own_id

    @cached_property
    def columns(self) -> list[Question[Any]]:
        """The first questions with an answer on one line."""
        short = [one for one in self.group.asking.values() if one.in_cell]
        return short[:MOST_COLUMNS]

    def items(self, value: Any) -> list[Typed]:
        """Return the items that are stored."""
        del value
        return self.stored

    def mark(self, item: Item | None) -> str:
        """Say of an item that it is to be completed."""
        if item is not None and not item.errors:
            return ""
        return format_html(' <span class="tag tag--action">{}</span>', gettext("À compléter"))

    def cells(self, place: Place, one: Typed, item: Item | None) -> SafeString:
        """Return the cells of a row: what was understood, in words."""
        del place, one
        cells = [(question.label(self.language), self._shown(question, item)) for question in self.columns]
        return format_html_join("", '<td><span class="records__label">{}</span> {}</td>', cells)

    def _shown(self, question: Question[Any], item: Item | None) -> str:
        if item is None or question.key not in item.values:
            return "–"
        return question.display(item.values[question.key], self.language)
