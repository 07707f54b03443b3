"""A group whose items are rows of one page: an input in each cell, written at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from dossiers.engine.groups.cells import Table
from dossiers.engine.groups.items import ID, Typed, kept_items, new_id, read_items

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dossiers.engine.groups.question import GroupOfQuestions
    from dossiers.engine.kinds.base import Facts, Raw


class RowsWidget(forms.Widget):
    """A row for each item, and at least as many as there must be; rows left blank count for nothing.

    ``part_errors`` has the messages of each wrong cell, by the id of the item and the question's key. The
    inputs of a cell are made once for its column: there may be hundreds of rows.
    """

    template_name = "forms/widgets/rows.html"
    use_fieldset = True
    is_table = True

    def __init__(self, group: GroupOfQuestions, language: str, stored: Raw, facts: Facts) -> None:
        super().__init__()
        self.group = group
        self.language = language
        self.stored = read_items(stored)
        self.facts = facts
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

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Give the template the rows, written."""
        context = super().get_context(name, value, attrs)
        items, repeat = self._shown(value), self.group.repeat
        shown = [one.id for one in items if not one.is_removed]
        own_id = context["widget"]["attrs"].get("id", f"id_{name}")
        table = Table(self.group, self.language, name, own_id, self.part_errors)
        judged = {item.id: item.values for item in self.group.judged(value, self.facts)}
        rows = [table.row(one, shown, judged.get(one.id, {})) for one in items]
        ids = format_html_join(
            "", '<input type="hidden" name="{}-items" value="{}">', ((name, one.id) for one in items)
        )
        context["widget"] |= {
            "caption": self.group.label(self.language),
            "item_label": repeat.item_label(self.language),
            "columns": [cell.label for cell in table.cells],
            "hidden": ids,
            "rows": SafeString("".join(rows)),
            "may_add": len(shown) < repeat.max,
            "add_label": self.group.add_label(self.language),
            "full": gettext("%(limit)s au plus : vous avez atteint ce maximum.") % {"limit": repeat.max},
        }
        return context

    def _shown(self, value: Any) -> list[Typed]:
        """Return the items, with blank ones up to as many as there must be."""
        items = read_items(value)
        missing = self.group.repeat.min - sum(not one.is_removed for one in items)
        return [*items, *(Typed(new_id(), {}) for _ in range(missing))]


def _all(data: Any, name: str) -> list[str]:
    """Return every value sent under a name."""
    sent = data.getlist(name) if hasattr(data, "getlist") else data.get(name) or []
    return [sent] if isinstance(sent, str) else list(sent)
