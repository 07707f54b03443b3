"""The table of the items of a group, a row for each: what both layouts of a group have in common."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from dossiers.engine.groups.buttons import button, buttons_of
from dossiers.engine.groups.cells import Place
from dossiers.engine.groups.items import kept_items, read_items, shown_ids
from dossiers.engine.groups.judging import item_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dossiers.engine.groups.items import Typed
    from dossiers.engine.groups.judging import Item
    from dossiers.engine.groups.question import GroupOfQuestions
    from dossiers.engine.kinds.base import Facts, Question, Raw


class TableOfItems(forms.Widget):
    """A row for each item, with what may be done with it: its buttons, ``verbs``, send the page.

    Written at once, without a template for each row: there may be hundreds.
    """

    template_name = "forms/widgets/items.html"
    use_fieldset = True
    is_table = True
    takes_lists = False
    """Whether many items may be added at once; the page says so."""
    verbs: ClassVar[tuple[str, ...]]

    def __init__(self, group: GroupOfQuestions, language: str, stored: Raw, facts: Facts) -> None:
        super().__init__()
        self.group = group
        self.language = language
        self.stored = read_items(stored)
        self.facts = facts

    @property
    def columns(self) -> Sequence[Question[Any]]:
        """The questions that have a column."""
        raise NotImplementedError

    def items(self, value: Any) -> list[Typed]:
        """Return the items of the table."""
        raise NotImplementedError

    def cells(self, place: Place, one: Typed, item: Item | None) -> SafeString:
        """Return the cells of a row; ``item`` is what was understood of it, None when it does not count."""
        raise NotImplementedError

    def mark(self, item: Item | None) -> str:
        """Return what stands beside the name of an item."""
        del item
        return ""

    def hidden(self, name: str, items: Sequence[Typed]) -> str:
        """Return what the page sends of the table itself."""
        del name, items
        return ""

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Give the template the rows, written, and whether there may be one more."""
        context = super().get_context(name, value, attrs)
        items, repeat = self.items(value), self.group.repeat
        own_id = context["widget"]["attrs"].get("id", f"id_{name}")
        context["widget"] |= {
            "caption": self.group.label(self.language),
            "item_label": repeat.item_label(self.language),
            "layout": self.group.layout,
            "columns": [question.label(self.language) for question in self.columns],
            "hidden": self.hidden(name, items),
            "rows": self._rows(name, own_id, items),
            "may_add": len(shown_ids(items)) < repeat.max,
            "add_label": self.group.add_label(self.language),
            "takes_lists": self.takes_lists,
            "full": gettext("%(limit)s au plus : vous avez atteint ce maximum.") % {"limit": repeat.max},
        }
        return context

    def _rows(self, name: str, own_id: str, items: Sequence[Typed]) -> SafeString:
        judged = {item.id: item for item in self.group.judged(kept_items(items), self.facts)}
        shown = shown_ids(items)
        rows = (
            self._removed(name, one) if one.is_removed else self._row(name, own_id, one, judged, shown)
            for one in items
        )
        return SafeString("".join(rows))

    def _row(
        self, name: str, own_id: str, one: Typed, judged: dict[str, Item], shown: Sequence[str]
    ) -> SafeString:
        """Return the row of one item, among those ``shown``."""
        title = item_name(self.group.repeat.item_label, shown.index(one.id) + 1, self.language)
        place, item = Place(title, f"{name}-{one.id}", f"{own_id}_{one.id}"), judged.get(one.id)
        return format_html(
            '<tr><th scope="row" id="{}">{}{}</th>{}<td class="items__acts">{}</td></tr>',
            place.own_id,
            title,
            self.mark(item),
            self.cells(place, one, item),
            SafeString("".join(buttons_of(name, one.id, title, shown, self.verbs))),
        )

    def _removed(self, name: str, one: Typed) -> SafeString:
        """Return the row of an item that was taken away, with the button that puts it back."""
        label = self.group.repeat.item_label(self.language)
        return format_html(
            '<tr><th scope="row" colspan="{}">{}</th><td>{}</td></tr>',
            len(self.columns) + 1,
            gettext("%(item)s : retrait enregistré.") % {"item": label},
            button(name, "restore", one.id, gettext("Annuler le retrait"), label),
        )
