"""Answers made of several parts: their inputs, and the errors of one part, which alone is marked."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise


class PartError(ValidationError):
    """An error of one part of an answer."""

    def __init__(self, part: str, message: _StrOrPromise, *, params: Mapping[str, object]) -> None:
        super().__init__(message, code="invalid", params=dict(params))
        self.part = part


class CompositeInput(forms.Widget):
    """Several labelled inputs that make one answer; the first bears the field's own id.

    ``part_errors`` has the messages of each wrong part. Without any, an error is one of all parts.
    """

    template_name = "forms/widgets/composite.html"
    use_fieldset = True

    def __init__(self, parts: Mapping[str, tuple[_StrOrPromise, forms.Widget]], required: set[str]) -> None:
        super().__init__()
        self.parts = parts
        self.required_parts = required
        self.part_errors: Mapping[str, list[str]] = {}

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> dict[str, Any]:
        """Return the parts that were sent, as typed."""
        return {
            part: widget.value_from_datadict(data, files, f"{name}-{part}")
            for part, (_label, widget) in self.parts.items()
            if not widget.value_omitted_from_data(data, files, f"{name}-{part}")
        }

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        """Say whether no part was sent."""
        return not self.value_from_datadict(data, files, name)

    def format_value(self, value: Any) -> dict[str, Any]:
        """Return what to show in each part."""
        return dict(value) if isinstance(value, Mapping) else {}

    def id_of(self, part: str, own_id: str) -> str:
        """Return the id of a part's input, the field's own for the first."""
        return own_id if part == next(iter(self.parts)) else f"{own_id}_{part}"

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Give the template each part's label, input, errors and whether it may stay empty."""
        context = super().get_context(name, value, attrs)
        shared = context["widget"]["attrs"]
        own_id = shared.pop("id", f"id_{name}")
        if self.part_errors:
            shared.pop("aria-invalid", None)
        typed = self.format_value(value)
        context["widget"]["parts"] = [
            self._part_context(name, part, typed.get(part), shared | {"id": self.id_of(part, own_id)})
            for part in self.parts
        ]
        return context

    def _part_context(self, name: str, part: str, value: Any, attrs: dict[str, Any]) -> dict[str, Any]:
        """Return what the template shows of one part."""
        label, widget = self.parts[part]
        errors = self.part_errors.get(part, [])
        if errors:
            attrs |= {"aria-invalid": "true", "aria-describedby": f"{attrs['id']}_error"}
        return {
            "name": part,
            "label": label,
            "id": attrs["id"],
            "optional": part not in self.required_parts,
            "errors": errors,
            "widget": widget.get_context(f"{name}-{part}", value, attrs)["widget"],
        }


class LongList(forms.Widget):
    """A list of hundreds of options, whose HTML is written beforehand: Django prints each one anew."""

    template_name = "forms/widgets/long_list.html"

    def __init__(self, options: Callable[[str], str], attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs)
        self.options = options

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Give the template the options, the one with this value selected."""
        context = super().get_context(name, value, attrs)
        context["widget"]["options"] = self.options(value if isinstance(value, str) else "")
        return context
