"""Questions answered by a period: its first day and its last."""

from __future__ import annotations

from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar, Final, Literal, NamedTuple

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from dossiers.engine.composite import CompositeInput, PartError
from dossiers.engine.dates import DayText, read_day
from dossiers.engine.kinds.base import JSON, Facts, Message, Question, Raw, text_of
from dossiers.engine.kinds.dates import DateQuestion
from dossiers.engine.kinds.numbers import NumberQuestion
from dossiers.engine.localise import localised_date
from monespace.common.text import one_line

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

LABELS: Final[dict[str, Message]] = {"start": _("Premier jour"), "end": _("Dernier jour")}


class Period(NamedTuple):
    """The days from the first to the last, both included."""

    start: date
    end: date


class _Named:
    """The name of one part, « Séjour, premier jour », in the language of who reads it."""

    def __init__(self, label: object, part: str) -> None:
        self._label = label
        self._part = part

    def __str__(self) -> str:
        return f"{self._label}, {LABELS[self._part]}"


class PeriodQuestion(Question[Period]):
    """Two days, the second not before the first; ``min`` and ``max`` are limits of both."""

    names_nobody = True
    seconds: ClassVar[int] = 25

    kind: Literal["period"]
    min: DayText | None = None
    max: DayText | None = None

    def is_blank(self, raw: Raw) -> bool:
        return not any(_parts(raw).values())

    def understand(self, raw: Raw, facts: Facts) -> Period:
        days: dict[str, date] = {}
        problems: list[ValidationError] = []
        for part, typed in _parts(raw).items():
            try:
                days[part] = self._day(part, typed, facts)
            except ValidationError as error:
                problems += [self._part_error(part, one.message, one.params) for one in error.error_list]
        if problems:
            raise ValidationError(problems)
        period = Period(**days)
        if period.end < period.start:
            raise ValidationError([self._part_error("end", _("« %(label)s » : il précède le premier jour."))])
        return period

    def _day(self, part: str, typed: str, facts: Facts) -> date:
        """Return the day typed for a part; ValidationError when it is none, or beyond a limit."""
        if not typed:
            raise self.error(_("« %(label)s » : indiquez ce jour."))
        day: date = self.parts[part].understand(typed, facts)
        return day

    def _part_error(self, part: str, message: Message, params: Mapping[str, Any] | None = None) -> PartError:
        return PartError(part, message, params={**(params or {}), "label": _Named(self.quoted_label, part)})

    @property
    def missing(self) -> Message:
        return _("« %(label)s » : indiquez le premier et le dernier jour.")

    @property
    def format_hint(self) -> Message:
        return _("Jour, mois et année, par exemple 27/03/2026 ou 27032026.")

    def payload(self, value: Period) -> JSON:
        return {part: day.isoformat() for part, day in value._asdict().items()}

    def payload_schema(self) -> dict[str, JSON]:
        day = {"type": "string", "format": "date"}
        return {
            "type": "object",
            "properties": {"start": day, "end": day},
            "required": ["start", "end"],
            "additionalProperties": False,
        }

    def display(self, value: Period, language: str) -> str:
        days = {part: localised_date(day, language) for part, day in value._asdict().items()}
        with override(language):
            return gettext("du %(start)s au %(end)s") % days

    @cached_property
    def parts(self) -> Mapping[str, Question[Any]]:
        limits: dict[str, Any] = {"kind": "date", "min": self.min, "max": self.max}
        days: dict[str, Question[Any]] = {
            part: DateQuestion(key=part, label=self.part_label(label), **limits)
            for part, label in LABELS.items()
        }
        label = self.part_label(_("nombre de jours"))
        return days | {"days": NumberQuestion(kind="number", key="days", label=label, min=Decimal(1))}

    def part_values(self, value: Period | None) -> dict[str, Any]:
        if value is None:
            return {}
        return {**value._asdict(), "days": Decimal((value.end - value.start).days + 1)}

    def parameter_problems(self) -> list[tuple[str, str]]:
        if self.min and self.max:
            least, most = read_day(self.min), read_day(self.max)
            if least.fixed and most.fixed and least.fixed > most.fixed:
                return [("min", f"min {self.min} is after max {self.max}")]
        return []

    def tidy(self, typed: Any) -> Raw:
        known = typed if isinstance(typed, dict) else {}
        return {part: text_of(known.get(part)) for part in LABELS}

    def widget(self, language: str, stored: Raw, facts: Facts) -> forms.Widget:
        del language, stored, facts
        attributes = {"inputmode": "numeric", "spellcheck": "false", "autocomplete": "off"}
        return CompositeInput(
            {part: (label, forms.TextInput(attrs=attributes)) for part, label in LABELS.items()}, set(LABELS)
        )


def _parts(raw: Raw) -> dict[str, str]:
    """Return both parts as text on one line, whatever the raw answer is."""
    known = raw if isinstance(raw, dict) else {}
    return {part: one_line(text_of(known.get(part))) for part in LABELS}
