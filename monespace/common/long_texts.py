"""Texts of several lines: what is too long is said, never cut."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class CountedText(forms.Textarea):
    """A text of several lines; a script says how many of its ``most`` characters are left."""

    template_name = "forms/widgets/counted_text.html"

    def __init__(self, most: int, *, rows: int = 5, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs={"rows": rows, **(attrs or {})})
        self.most = most

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Tell the template how many characters there may be."""
        context = super().get_context(name, value, attrs)
        context["widget"]["most"] = self.most
        return context


class UncutText(forms.CharField):
    """A text whose input has no ``maxlength``: a browser would cut what is pasted without a word."""

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """Return what the input is told of the field: not where to stop."""
        return {name: value for name, value in super().widget_attrs(widget).items() if name != "maxlength"}


class LongTextField(UncutText):
    """A text of several lines of a form that is no démarche, of at most ``max_length`` characters."""

    default_error_messages = {
        "max_length": _(
            "Ce texte compte %(show_value)s caractères. Raccourcissez-le à %(limit_value)s au plus."
        )
    }

    def __init__(
        self, *, max_length: int, rows: int = 3, attrs: dict[str, Any] | None = None, **options: Any
    ) -> None:
        super().__init__(
            max_length=max_length, widget=CountedText(max_length, rows=rows, attrs=attrs), **options
        )
