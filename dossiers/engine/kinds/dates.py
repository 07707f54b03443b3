"""Questions answered by a date."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal

from django.utils.translation import gettext_lazy as _

from dossiers.engine.conditions import ordered
from dossiers.engine.dates import Day, DayText, read_day
from dossiers.engine.expressions import Sort
from dossiers.engine.kinds.base import JSON, Facts, Message, Raw, Shown
from dossiers.engine.kinds.typed import TypedQuestion
from dossiers.engine.localise import localised_date
from monespace.common.days import EARLIEST_YEAR, typed_day


def day_meant(operand: Any, today: date) -> date:
    """Return the day an operand means."""
    return read_day(operand).on(today)


ordered(date, day_meant)


class DateQuestion(TypedQuestion[date]):
    """A day, typed on one line: day, month, year."""

    names_nobody = True
    inputmode = "numeric"
    width = "medium"
    sort = Sort.DAY
    asked_as = frozenset({"date", "date de naissance", "date d achat"})
    operators = frozenset({"answered", "equals", "one_of", "before", "after", "not_before", "not_after"})
    said = {
        "before": _("« %(label)s » : avant le %(value)s"),
        "after": _("« %(label)s » : après le %(value)s"),
        "not_before": _("« %(label)s » : à partir du %(value)s"),
        "not_after": _("« %(label)s » : jusqu’au %(value)s inclus"),
    }

    kind: Literal["date"]
    min: DayText | None = None
    max: DayText | None = None

    @property
    def format_hint(self) -> Message:
        return _("Jour, mois et année, par exemple 27/03/2026 ou 27032026.")

    def understand(self, raw: Raw, facts: Facts) -> date:
        day = typed_day(raw, label=self.quoted_label)
        if self.min is not None and day < (least := read_day(self.min).on(facts.today)):
            raise self.error(
                _("« %(label)s » : indiquez le %(limit)s ou une date plus récente."), limit=Shown(self, least)
            )
        if self.max is not None and day > (most := read_day(self.max).on(facts.today)):
            raise self.error(
                _("« %(label)s » : indiquez le %(limit)s ou une date plus ancienne."), limit=Shown(self, most)
            )
        return day

    def display(self, value: date, language: str) -> str:
        return localised_date(value, language)

    def payload(self, value: date) -> JSON:
        return value.isoformat()

    def payload_schema(self) -> dict[str, JSON]:
        return {"type": "string", "format": "date"}

    def operand_problem(self, operator: str, operand: Any) -> str | None:
        del operator
        if not isinstance(operand, str):
            return "a date is expected, such as 2026-01-31 or today"
        try:
            read_day(operand)
        except ValueError as error:
            return f"a date is expected; {error}"
        return None

    def compared(self, operand: Any, today: date) -> date:
        return day_meant(operand, today)

    def days_compared(self, operands: list[Any]) -> list[str]:
        return [*operands, *filter(None, (self.min, self.max))]

    def parameter_problems(self) -> list[tuple[str, str]]:
        noon = date(2000, 1, 1)
        if self.min and self.max and read_day(self.min).on(noon) > read_day(self.max).on(noon):
            fixed = {read_day(self.min).fixed is None, read_day(self.max).fixed is None}
            if len(fixed) == 1:  # a fixed day and one counted from today may cross later
                return [("min", f"min {self.min} is after max {self.max}")]
        return []

    def samples(self, operands: list[Any], today: date) -> list[object]:
        least = read_day(self.min).on(today) if self.min else date(EARLIEST_YEAR, 1, 1)
        most = read_day(self.max).on(today) if self.max else date.max
        days = [least, most, *(day_meant(operand, today) for operand in operands)]
        near = {Day(days=way).on(day) for day in days for way in (-1, 0, 1)}
        return [day for day in sorted(near) if least <= day <= most and day.year >= EARLIEST_YEAR]
