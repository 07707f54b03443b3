"""How a group is shown on the page of its step: a table of its items, with what may be done with each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django import forms
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from dossiers.engine.groups.buttons import button, buttons_of
from dossiers.engine.groups.items import kept_items, read_items
from dossiers.engine.groups.judging import item_name

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dossiers.engine.groups.items import Typed
    from dossiers.engine.groups.judging import Item
    from dossiers.engine.groups.question import GroupOfQuestions
    from dossiers.engine.kinds.base import Facts, Question, Raw

MOST_COLUMNS: Final = 3


class ItemsWidget(forms.Widget):
    """The items that are stored; nothing of them is typed here. Its buttons send the page.

    Written at once, without a template for each row: there may be hundreds.
    """

    template_name = "forms/widgets/items.html"
    use_fieldset = True
    is_table = True

    def __init__(self, group: GroupOfQuestions, language: str, stored: Raw, facts: Facts) -> None:
        super().__init__()
        self.group = group
        self.language = language
        self.stored = read_items(stored)
        self.facts = facts

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

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Give the template the rows, written, and whether there may be one more."""
        context = super().get_context(name, value, attrs)
        repeat, shown = self.group.repeat, [one for one in self.stored if not one.is_removed]
        words = {"label": self.group.label(self.language), "limit": repeat.max}
        context["widget"] |= {
            "caption": self.group.label(self.language),
            "item_label": repeat.item_label(self.language),
            "columns": [question.label(self.language) for question in self._columns],
            "rows": self._rows(name, context["widget"]["attrs"].get("id", f"id_{name}")),
            "may_add": len(shown) < repeat.max,
            "add_label": self.group.add_label(self.language),
            "full": gettext("%(limit)s au plus : vous avez atteint ce maximum.") % words,
        }
        return context

    @property
    def _columns(self) -> list[Question[Any]]:
        """The first questions with an answer on one line."""
        short = [one for one in self.group.asking.values() if one.in_cell]
        return short[:MOST_COLUMNS]

    def _rows(self, name: str, own_id: str) -> SafeString:
        judged = {item.id: item for item in self.group.judged(kept_items(self.stored), self.facts)}
        shown = [one.id for one in self.stored if not one.is_removed]
        return SafeString(
            "".join(self._row(name, own_id, one, judged.get(one.id), shown) for one in self.stored)
        )

    def _row(self, name: str, own_id: str, one: Typed, item: Item | None, shown: list[str]) -> SafeString:
        """Return the row of one item."""
        label = self.group.repeat.item_label
        if one.is_removed:
            gone = gettext("%(item)s : retrait enregistré.") % {"item": label(self.language)}
            return format_html(
                '<tr><th scope="row" colspan="{}">{}</th><td>{}</td></tr>',
                len(self._columns) + 1,
                gone,
                button(name, "restore", one.id, gettext("Annuler le retrait"), label(self.language)),
            )
        title = item_name(label, shown.index(one.id) + 1, self.language)
        is_wrong = item is None or item.errors
        state = (
            format_html(' <span class="tag tag--action">{}</span>', gettext("À compléter"))
            if is_wrong
            else ""
        )
        cells = [(question.label(self.language), self._shown(question, item)) for question in self._columns]
        return format_html(
            '<tr><th scope="row" id="{}_{}">{}{}</th>{}<td class="items__acts">{}</td></tr>',
            own_id,
            one.id,
            title,
            state,
            format_html_join("", '<td><span class="records__label">{}</span> {}</td>', cells),
            SafeString("".join(buttons_of(name, one.id, title, shown))),
        )

    def _shown(self, question: Question[Any], item: Item | None) -> str:
        if item is None or question.key not in item.values:
            return "–"
        return question.display(item.values[question.key], self.language)
