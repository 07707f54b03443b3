"""Questions answered by a span of the calendar: a month, a year, a school year."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Final, Literal

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override
from pydantic import BeforeValidator, Field, StrictInt, WithJsonSchema

from dossiers.engine.conditions import ordered
from dossiers.engine.dates import Day, read_day
from dossiers.engine.expressions import Sort
from dossiers.engine.kinds.base import JSON, Facts, Message, Question, Raw, Shown
from dossiers.engine.kinds.choices import MOST_RADIOS
from dossiers.engine.kinds.numbers import NUMERIC_OPERATORS, number_meant
from dossiers.engine.kinds.typed import TypedQuestion
from dossiers.engine.widgets import Radios
from monespace.common.days import EARLIEST_YEAR, MONTHS, PIECES, plain_words, written_day
from monespace.common.text import one_line, western_digits

YEAR: Final = re.compile("[0-9]{4}")
MONTH: Final = re.compile("([0-9]{4})-(0[1-9]|1[0-2])")
TOGETHER: Final = re.compile("(0?[1-9]|1[0-2])([0-9]{4})")
SCHOOL_YEAR: Final = re.compile("([0-9]{4})-([0-9]{4})")
BEGINS: Final = (7, 1)
"""From this month and day on, what is asked of a school year is asked of the coming one."""
LATEST_YEAR: Final = 2200


class Month(date):
    """A month, as its first day."""


def month_meant(operand: Any, today: date) -> Month:
    """Return the month that ``2026-03``, or the month of the day that ``today - 2 months`` means."""
    found = MONTH.fullmatch(operand)
    day = date(int(found[1]), int(found[2]), 1) if found else read_day(operand).on(today)
    return Month(day.year, day.month, 1)


def month_text(declared: Any) -> str:
    """Return a declared month, once it has been checked."""
    if not isinstance(declared, str):
        raise ValueError("a month is expected, such as 2026-03 or today - 2 months")  # noqa: TRY004 - pydantic turns ValueError into a problem of the file
    if not MONTH.fullmatch(declared) and read_day(declared).fixed is not None:
        raise ValueError(f"a month is expected; write {declared[:7]}")
    return declared


def year_text(declared: Any) -> str:
    """Return a declared year, once it has been checked."""
    text = str(declared)
    if isinstance(declared, bool) or (not YEAR.fullmatch(text) and read_day(text).fixed is not None):
        raise ValueError("a year is expected, such as 2026 or today - 2 years")
    return text


def year_meant(text: str, today: date) -> int:
    """Return the year that ``2026``, or the year of the day that ``today - 2 years`` means."""
    return int(text) if YEAR.fullmatch(text) else read_day(text).on(today).year


ordered(Month, month_meant)

MonthText = Annotated[str, BeforeValidator(month_text), WithJsonSchema({"type": "string"})]
YearText = Annotated[str, BeforeValidator(year_text), WithJsonSchema({"type": ["string", "integer"]})]


class MonthQuestion(TypedQuestion[Month]):
    """A month of a year, typed on one line; formulas count with its first day."""

    names_nobody = True
    inputmode = "numeric"
    width = "medium"
    sort = Sort.DAY
    operators = frozenset({"answered", "equals", "one_of", "before", "after", "not_before", "not_after"})
    said = {
        "before": _("« %(label)s » : avant %(value)s"),
        "after": _("« %(label)s » : après %(value)s"),
        "not_before": _("« %(label)s » : à partir de %(value)s"),
        "not_after": _("« %(label)s » : jusqu’à %(value)s inclus"),
    }

    kind: Literal["month"]
    min: MonthText | None = None
    max: MonthText | None = None

    @property
    def format_hint(self) -> Message:
        return _("Mois et année, par exemple 03/2026.")

    def understand(self, raw: Raw, facts: Facts) -> Month:
        month = self._read(raw)
        if self.min is not None and month < (least := month_meant(self.min, facts.today)):
            raise self.error(_("« %(label)s » : indiquez %(limit)s ou plus tard."), limit=Shown(self, least))
        if self.max is not None and month > (most := month_meant(self.max, facts.today)):
            raise self.error(_("« %(label)s » : indiquez %(limit)s ou plus tôt."), limit=Shown(self, most))
        return month

    def _read(self, raw: Raw) -> Month:
        pieces = PIECES.findall(plain_words(raw))
        if len(pieces) == 1 and (together := TOGETHER.fullmatch(pieces[0])):
            pieces = list(together.groups())
        years = [piece for piece in pieces if YEAR.fullmatch(piece)]
        months = [piece for piece in pieces if piece not in years]
        number = MONTHS.get(months[0]) if len(months) == 1 else None
        if number is None and len(months) == 1 and months[0].isdigit():
            number = int(months[0][:3])
        if number is None or len(years) != 1 or not 1 <= number <= 12:  # noqa: PLR2004 - the months of a year
            raise self.error(_("« %(label)s » : indiquez le mois et l’année, comme 03/2026."))
        if int(years[0]) < EARLIEST_YEAR:
            raise self.error(
                _("« %(label)s » : indiquez une année à partir de %(year)s."), year=EARLIEST_YEAR
            )
        return Month(int(years[0]), number, 1)

    def display(self, value: date, language: str) -> str:
        with override(language):
            return written_day(value, "F Y")

    def payload(self, value: Month) -> JSON:
        return f"{value:%Y-%m}"

    def payload_schema(self) -> dict[str, JSON]:
        return {"type": "string", "pattern": f"^{MONTH.pattern}$"}

    def operand_problem(self, operator: str, operand: Any) -> str | None:
        del operator
        try:
            month_text(operand)
        except ValueError as error:
            return str(error)
        return None

    def compared(self, operand: Any, today: date) -> Month:
        return month_meant(operand, today)

    def days_compared(self, operands: list[Any]) -> list[str]:
        named = [*operands, *filter(None, (self.min, self.max))]
        return [f"{one}-01" if MONTH.fullmatch(one) else one for one in named]

    def parameter_problems(self) -> list[tuple[str, str]]:
        if (
            self.min
            and self.max
            and MONTH.fullmatch(self.min)
            and MONTH.fullmatch(self.max)
            and self.min > self.max
        ):
            return [("min", f"min {self.min} is after max {self.max}")]
        return []

    def samples(self, operands: list[Any], today: date) -> list[object]:
        least = month_meant(self.min, today) if self.min else Month(EARLIEST_YEAR, 1, 1)
        most = month_meant(self.max, today) if self.max else Month(9999, 12, 1)
        named = [least, most, *(month_meant(operand, today) for operand in operands)]
        near = {Day(months=way).on(month) for month in named for way in (-1, 0, 1)}
        return [Month(one.year, one.month, 1) for one in sorted(near) if least <= one <= most]


class YearQuestion(TypedQuestion[Decimal]):
    """A year in four figures."""

    names_nobody = True
    inputmode = "numeric"
    width = "short"
    sort = Sort.NUMBER
    operators = NUMERIC_OPERATORS
    said = {
        "at_least": _("« %(label)s » : %(value)s ou plus tard"),
        "at_most": _("« %(label)s » : %(value)s ou plus tôt"),
    }

    kind: Literal["year"]
    min: YearText = str(EARLIEST_YEAR)
    max: YearText = str(LATEST_YEAR)

    @property
    def format_hint(self) -> Message:
        return _("Quatre chiffres, par exemple 2026.")

    def understand(self, raw: Raw, facts: Facts) -> Decimal:
        text = western_digits(one_line(raw))
        if not YEAR.fullmatch(text):
            raise self.error(_("« %(label)s » : indiquez l’année en quatre chiffres, comme 2026."))
        least, most = year_meant(self.min, facts.today), year_meant(self.max, facts.today)
        if int(text) < least:
            raise self.error(_("« %(label)s » : indiquez une année à partir de %(year)s."), year=least)
        if int(text) > most:
            raise self.error(_("« %(label)s » : indiquez %(limit)s ou une année antérieure."), limit=most)
        return Decimal(text)

    def display(self, value: Decimal, language: str) -> str:
        del language
        return f"{value:04f}"

    def payload(self, value: Decimal) -> JSON:
        return int(value)

    def payload_schema(self) -> dict[str, JSON]:
        return {"type": "integer", "minimum": EARLIEST_YEAR, "maximum": 9999}

    def operand_problem(self, operator: str, operand: Any) -> str | None:
        del operator
        return None if type(operand) is int else "a year is expected, without quotes"

    def compared(self, operand: Any, today: date) -> Decimal:
        return number_meant(operand, today)

    def days_compared(self, operands: list[Any]) -> list[str]:
        named = [str(one) for one in operands] + [self.min, self.max]
        return [f"{int(one):04}-01-01" if YEAR.fullmatch(one) else one for one in named if _is_written(one)]

    def parameter_problems(self) -> list[tuple[str, str]]:
        if YEAR.fullmatch(self.min) and YEAR.fullmatch(self.max) and self.min > self.max:
            return [("min", f"min {self.min} is after max {self.max}")]
        return []

    def samples(self, operands: list[Any], today: date) -> list[object]:
        least, most = year_meant(self.min, today), year_meant(self.max, today)
        named = {least, most, *(int(operand) for operand in operands)}
        near = {year + way for year in named for way in (-1, 0, 1)}
        return [Decimal(year) for year in sorted(near) if least <= year <= most]


def _is_written(text: str) -> bool:
    """Say whether a year stands in the calendar: conditions may name any number."""
    return not text.isdigit() or bool(YEAR.fullmatch(text) and int(text))


class SchoolYearQuestion(Question[str]):
    """A school year, chosen among the one that counts on that day and those around it."""

    names_nobody = True
    width = "medium"
    seconds = 8
    operators = frozenset({"answered", "equals", "one_of"})

    kind: Literal["school_year"]
    past: StrictInt = Field(default=1, ge=0, le=50, description="How many earlier ones may be chosen.")
    future: StrictInt = Field(default=1, ge=0, le=10, description="How many later ones.")

    def offered(self, today: date) -> list[str]:
        """Return those that may be chosen on a day, the latest first."""
        current = today.year - ((today.month, today.day) < BEGINS)
        years = range(current + self.future, current - self.past - 1, -1)
        return [f"{year}-{year + 1}" for year in years]

    def understand(self, raw: Raw, facts: Facts) -> str:
        if raw not in self.offered(facts.today):
            raise self.error(_("« %(label)s » : choisissez une des années scolaires proposées."))
        return str(raw)

    @property
    def missing(self) -> Message:
        return _("« %(label)s » : choisissez une réponse.")

    def payload_schema(self) -> dict[str, JSON]:
        return {"type": "string", "pattern": f"^{SCHOOL_YEAR.pattern}$"}

    def operand_problem(self, operator: str, operand: Any) -> str | None:
        del operator
        found = SCHOOL_YEAR.fullmatch(operand) if isinstance(operand, str) else None
        if found and int(found[1]) + 1 == int(found[2]):
            return None
        return 'a school year is expected, in quotes: "2026-2027"'

    def days_compared(self, operands: list[Any]) -> list[str]:
        begins = [int(operand[:4]) + way for operand in operands for way in (-self.future, self.past + 1)]
        month, day = BEGINS
        return ["today", *(f"{year:04}-{month:02}-{day:02}" for year in begins if 0 < year <= date.max.year)]

    def samples(self, operands: list[Any], today: date) -> list[object]:
        offered = self.offered(today)
        others = [one for one in offered if one not in operands]
        return [*(one for one in offered if one in operands), *others[:1]]

    def widget(self, language: str, stored: Raw, facts: Facts) -> forms.Widget:
        del language, stored
        choices = [(one, one) for one in self.offered(facts.today)]
        if len(choices) <= MOST_RADIOS:
            return Radios(choices=choices)
        return forms.Select(choices=[("", _("Choisissez")), *choices])
