"""The cells of a group that is filled in on one page, written at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from django.forms.utils import flatatt
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dossiers.engine.groups.items import Typed
    from dossiers.engine.kinds.base import Question


class Place(NamedTuple):
    """Where a cell stands: how its item is called, and the beginning of its input's name and id."""

    title: str
    name: str
    own_id: str


class Cell:
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
