"""How a group is shown on the page of its step: a table of its items, with what may be done with each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms

from dossiers.engine.groups.items import kept_items, read_items

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dossiers.engine.groups.question import GroupOfQuestions
    from dossiers.engine.kinds.base import Facts, Raw


class ItemsWidget(forms.Widget):
    """The items that are stored; nothing of them is typed here."""

    template_name = "forms/widgets/items.html"
    use_fieldset = True

    def __init__(self, group: GroupOfQuestions, language: str, stored: Raw, facts: Facts) -> None:
        super().__init__()
        self.group = group
        self.language = language
        self.stored = stored
        self.facts = facts

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> Raw:
        """Return the items as they are stored: each is changed on a page of its own."""
        del data, files, name
        return kept_items(read_items(self.stored))

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        """Say no: what is stored is the answer, whatever is sent."""
        del data, files, name
        return False
