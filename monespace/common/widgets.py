"""Groups of radios and boxes that tell « nothing chosen » from « not on the page » (ADR 0055)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms

if TYPE_CHECKING:
    from collections.abc import Mapping

END = "-end"  # no key of a question has a hyphen


class ChoicesOnPage(forms.widgets.ChoiceWidget):
    """Radios or boxes that say that they were on the page: a hidden input stands after the last of them.

    Without it a group that nobody ticked could not be told from one that the page did not have, or that was
    not sent (ADR 0055).
    """

    template_name = "forms/widgets/choices_on_page.html"
    option_template_name = "forms/widgets/choice.html"

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        """Say whether neither a choice was sent nor the end of the group."""
        del files
        return name not in data and f"{name}{END}" not in data


class BoxesOnPage(ChoicesOnPage, forms.CheckboxSelectMultiple):
    """Boxes, of which several may be ticked."""
