"""The rows and cells of a group that is filled in on one page, written at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from django.forms.utils import flatatt
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from dossiers.engine.groups.buttons import button, buttons_of
from dossiers.engine.groups.judging import item_name

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dossiers.engine.groups.items import Typed
    from dossiers.engine.groups.question import GroupOfQuestions
    from dossiers.engine.kinds.base import Question


class Place(NamedTuple):
    """Where a cell stands: how its item is called, and the beginning of its input's name and id."""

    title: str
    name: str
    own_id: str


class Table:
    """The rows of one group, with the messages of each wrong cell by the item's id and the question's key."""

    def __init__(
        self,
        group: GroupOfQuestions,
        language: str,
        name: str,
        own_id: str,
        errors: Mapping[str, list[str]],
    ) -> None:
        self.group = group
        self.language = language
        self.name = name
        self.own_id = own_id
        self.errors = errors
        self.cells = [_Cell(question, language) for question in group.asking.values()]

    def row(self, one: Typed, shown: Sequence[str], values: Mapping[str, Any]) -> SafeString:
        """Return the row of one item, among those ``shown``; ``values`` are what was understood of it."""
        if one.is_removed:
            return self._removed(one)
        title = item_name(self.group.repeat.item_label, shown.index(one.id) + 1, self.language)
        place = Place(title, f"{self.name}-{one.id}", f"{self.own_id}_{one.id}")
        cells = [
            cell.written(place, one, values, self.errors.get(f"{one.id}-{cell.question.key}", []))
            for cell in self.cells
        ]
        return format_html(
            '<tr><th scope="row" id="{}">{}</th>{}<td class="items__acts">{}</td></tr>',
            place.own_id,
            title,
            SafeString("".join(cells)),
            SafeString("".join(buttons_of(self.name, one.id, title, shown, ("remove",)))),
        )

    def _removed(self, one: Typed) -> SafeString:
        label = self.group.repeat.item_label(self.language)
        return format_html(
            '<tr><th scope="row" colspan="{}">{}</th><td>{}</td></tr>',
            len(self.cells) + 1,
            gettext("%(item)s : retrait enregistré.") % {"item": label},
            button(self.name, "restore", one.id, gettext("Annuler le retrait"), label),
        )


class _Cell:
    """The cells of one column: all but names, ids and values is made once."""

    def __init__(self, question: Question[Any], language: str) -> None:
        self.question = question
        self.language = language
        self.label = question.label(language)
        self.choices = question.cell_choices(language)
        self.attributes = "" if self.choices else flatatt(question.cell_attributes())
        self._options: dict[str, str] = {}

    def written(self, place: Place, one: Typed, values: Mapping[str, Any], wrong: list[str]) -> str:
        """Return one cell."""
        key = self.question.key
        label = f'<span class="records__label" aria-hidden="true">{conditional_escape(self.label)}</span>'
        if not self.question.asks:
            shown = self.question.display(values[key], self.language) if key in values else "–"
            return f"<td>{label} {conditional_escape(shown)}</td>"
        own_id, title = f"{place.own_id}_{key}", conditional_escape(f"{place.title}, {self.label}")
        told: str = (
            format_html('<span class="field__error" id="{}_error">{}</span>', own_id, " ".join(wrong))
            if wrong
            else ""
        )
        marks = f' aria-invalid="true" aria-describedby="{own_id}_error"' if wrong else ""
        named = f'name="{place.name}-{key}" id="{own_id}" aria-label="{title}"'
        raw = one.answers.get(key)
        typed = raw if isinstance(raw, str) else ""
        if self.choices:
            return f"<td>{label}{told}<select {named}{marks}>{self._written_options(typed)}</select></td>"
        value = conditional_escape(typed)
        return f'<td>{label}{told}<input type="text" {named} value="{value}"{self.attributes}{marks}></td>'

    def _written_options(self, chosen: str) -> str:
        if chosen not in self._options:
            self._options[chosen] = format_html_join(
                "",
                '<option value="{}"{}>{}</option>',
                (
                    (key, SafeString(" selected" if key == chosen else ""), words)
                    for key, words in self.choices
                ),
            )
        return self._options[chosen]
