"""Forms look the same everywhere: one renderer, whose templates stand in templates/forms/, and one form."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple

from django import forms
from django.forms import BoundField
from django.forms.renderers import TemplatesSetting
from django.forms.utils import ErrorDict
from django.http import QueryDict
from django.shortcuts import render
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from monespace.common.days import typed_day
from monespace.common.text import one_line, several_lines, without_unseen

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from django.core.exceptions import ValidationError
    from django.http import HttpRequest, HttpResponse
    from django.utils.safestring import SafeString


NAME = "\N{OBJECT REPLACEMENT CHARACTER}"
BEGINS_WITH_NAME = re.compile(rf"^[«„‘“]\s*{NAME}\s*[»“’”]\s*:\s*")


class LedError(NamedTuple):
    """An error, the id of the input that it leads to, and what is said beside that input."""

    target: str
    message: str
    part: str
    beside: str


def beside_its_input(error: ValidationError, message: str) -> str:
    """Return what an error says without the name of the question, which stands just above."""
    if not (error.params and "label" in error.params):
        return message
    said, found = BEGINS_WITH_NAME.subn("", str(error.message) % {**error.params, "label": NAME})
    return capfirst(said) if found and NAME not in said else message


class PortalField(BoundField):
    """A field of any form: what was typed in it is cleaned before it is judged (ADR 0054).

    It also tells its template by name what there is to print: looking the same things up in a template,
    through the field and its widget, takes twice as long.
    """

    @property
    def data(self) -> Any:
        """What was sent; a typed text without what nobody sees, on one line unless its input has several.

        In a form that begins with what is saved, a field, or a part of one, that was not sent stays as it is.
        Absent is not emptied: an input that a person empties is sent empty (ADR 0055).
        """
        sent = super().data
        if getattr(self.form, "begins_with_saved", False):
            if self.field.widget.value_omitted_from_data(self.form.data, self.form.files, self.html_name):
                return self.initial
            if isinstance(sent, dict) and isinstance(self.initial, dict):
                return {**self.initial, **sent}
        if not (isinstance(sent, str) and isinstance(self.field, forms.CharField)):
            return sent
        if not isinstance(self.field.widget, forms.Textarea):
            return one_line(sent)
        return several_lines(sent) if self.field.strip else without_unseen(sent)

    def get_context(self) -> dict[str, Any]:
        """Return the names forms/field.html prints."""
        field = self.field
        return {
            "field": self,
            "name": self.name,
            "kind": getattr(field, "kind", self.widget_type),
            "width": getattr(field, "width", ""),
            "asked": getattr(field, "asked", None),
            "decides": getattr(field, "decides", False),
            "label": self.label,
            "is_optional": not (field.required or field.disabled or self._is_sometimes_required),
            "is_group": self.use_fieldset,
            "is_read_only": field.disabled,
            "help_text": self.help_text,
            "errors": self.own_errors,
            "describedby": self.aria_describedby,
        }

    @property
    def _is_sometimes_required(self) -> bool:
        return self.name in getattr(self.form, "sometimes_required", ())

    @property
    def led_errors(self) -> list[LedError]:
        """The errors, each leading to its input: that of one part for an error that names its ``part``."""
        errors = []
        for error, message in zip(self.errors.as_data(), self.errors, strict=True):
            part = getattr(error, "part", "")
            target = self.field.widget.id_of(part, self.auto_id) if part else self.auto_id
            errors.append(LedError(target, str(message), part, beside_its_input(error, str(message))))
        return errors

    @property
    def own_errors(self) -> list[str]:
        """The errors of the field as a whole; those of a part stand at the part."""
        return [error.beside for error in self.led_errors if not error.part]

    @property
    def aria_describedby(self) -> str | None:
        """The ids of the hint and of the errors that stand with it."""
        if not self.errors or self.own_errors:
            return super().aria_describedby
        return f"{self.auto_id}_helptext" if self.help_text else ""

    def as_widget(self, *args: Any, **kwargs: Any) -> SafeString:
        """Print the input, telling it the errors of its parts."""
        by_part: dict[str, list[str]] = {}
        for error in self.led_errors:
            if error.part:
                by_part.setdefault(error.part, []).append(error.beside)
        if by_part:
            self.field.widget.part_errors = by_part
        return super().as_widget(*args, **kwargs)


class PortalRenderer(TemplatesSetting):
    """Renders every form and field with the portal's own templates."""

    bound_field_class = PortalField
    form_template_name = "forms/form.html"
    field_template_name = "forms/field.html"


class ShownValues(QueryDict):
    """What was typed, to be shown in its form and not judged."""


def shown_only(typed: QueryDict) -> QueryDict:
    """Return ``typed`` as ShownValues."""
    return ShownValues(typed.urlencode())


class PortalForm(forms.Form):
    """A form of the portal, whose ``initial`` is what is saved where ``begins_with_saved`` says so.

    Bound to ShownValues it shows them as they are: it has no errors and nothing cleaned.
    """

    use_required_attribute = False
    begins_with_saved: ClassVar[bool] = False
    sometimes_required: frozenset[str] = frozenset()
    """The fields that another answer makes required, as their hints say: no « facultatif » stands there."""

    def offer(self, name: str, choices: Sequence[tuple[Any, Any]]) -> None:
        """Have the field ``name`` chosen among these, which are known once the page is asked for."""
        field: Any = self.fields[name]
        field.choices = choices

    def full_clean(self) -> None:
        """Judge what was sent; what is only shown is not."""
        if isinstance(self.data, ShownValues):
            self._errors, self.cleaned_data = ErrorDict(), {}
        else:
            super().full_clean()


def render_form(
    request: HttpRequest, template: str, form: forms.BaseForm, context: Mapping[str, object] | None = None
) -> HttpResponse:
    """Show the page of ``form``: with status 422 when something is wrong with what was sent."""
    return render(request, template, {**(context or {}), "form": form}, status=422 if form.errors else 200)


class DayField(forms.DateField):
    """A day, chosen in the browser's own calendar or typed."""

    width = "medium"
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    default_error_messages = {"required": _("Indiquez une date.")}

    def to_python(self, value: Any) -> date | None:
        """Return the day, however it is written; None for none."""
        if isinstance(value, str):
            return typed_day(value, label=self.label) if one_line(value) else None
        return super().to_python(value)
