"""Questions answered by yes or no."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, Literal

from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from dossiers.engine.kinds.base import JSON, Facts, Message, Question, Raw
from dossiers.engine.widgets import Radios

if TYPE_CHECKING:
    from datetime import date

    from django import forms
    from django.utils.functional import _StrOrPromise

YES: Final = "yes"
NO: Final = "no"


class YesNoQuestion(Question[bool]):
    """Yes or no."""

    names_nobody = True
    in_cell = True
    seconds = 8
    operators = frozenset({"answered", "equals"})

    kind: Literal["yes_no"]

    def is_blank(self, raw: Raw) -> bool:
        return not isinstance(raw, bool) and super().is_blank(raw)

    def understand(self, raw: Raw, facts: Facts) -> bool:
        del facts
        if isinstance(raw, bool):
            return raw
        if raw not in {YES, NO}:
            raise self.error(_("« %(label)s » : répondez par oui ou par non."))
        return bool(raw == YES)

    @property
    def missing(self) -> Message:
        return _("« %(label)s » : répondez par oui ou par non.")

    def display(self, value: bool, language: str) -> str:
        with override(language):
            return gettext("Oui") if value else gettext("Non")

    def payload_schema(self) -> dict[str, JSON]:
        return {"type": "boolean"}

    def operand_problem(self, operator: str, operand: Any) -> str | None:
        del operator
        return None if isinstance(operand, bool) else "yes or no is expected"

    def samples(self, operands: list[Any], today: date) -> list[object]:
        del operands, today
        return [True, False]

    def cell_choices(self, language: str) -> list[tuple[str, _StrOrPromise]]:
        del language
        return [("", _("Choisissez")), (YES, _("Oui")), (NO, _("Non"))]

    def tidy(self, typed: Any) -> Raw:
        return typed if isinstance(typed, bool) else super().tidy(typed)

    def widget(self, language: str, stored: Raw, facts: Facts) -> forms.Widget:
        del language, stored, facts
        return Radios(choices=[(YES, _("Oui")), (NO, _("Non"))], is_short=True)
