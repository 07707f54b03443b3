"""Dates in a definition: a fixed day, or a day counted from today (``today - 18 years``)."""

from __future__ import annotations

import calendar
import re
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import Annotated, Any, Final, NamedTuple

from django.utils import timezone
from pydantic import BeforeValidator, PlainSerializer, WithJsonSchema

_COUNTED: Final = re.compile(r"today(?: *([+-]) *([0-9]{1,4}) *(day|week|month|year)s?)?")
_FIXED: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_MOMENT: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}")
_KEPT: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z")
_ON_PAPER: Final = re.compile(r"([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{4})(?:\W.*)?")
_MONTHS_IN: Final[dict[str | None, int]] = {"month": 1, "year": 12}
_DAYS_IN: Final[dict[str | None, int]] = {"day": 1, "week": 7}


class Day(NamedTuple):
    """A day of the calendar, or a distance from today."""

    fixed: date | None = None
    days: int = 0
    months: int = 0

    def on(self, today: date) -> date:
        """Return the day meant when today is ``today``, kept within the calendar."""
        if self.fixed is not None:
            return self.fixed
        try:
            return _add_months(today, self.months) + timedelta(days=self.days)
        except (OverflowError, ValueError):
            return date.max if self.days + self.months > 0 else date.min


def _add_months(day: date, months: int) -> date:
    """Add months, keeping to the last day of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))


def _iso_spelling(text: str) -> str:
    """Say how a day written as on paper, or with a time, is written in a file; nothing for other texts."""
    if found := _ON_PAPER.fullmatch(text.strip()):
        day, month, year = map(int, found.groups())
        return f"write {year}-{month:02}-{day:02}"
    found = re.match(_FIXED, text.strip())
    return f"write {found[0]}, without a time" if found else ""


def calendar_day(declared: Any) -> date:
    """Read ``2026-01-31``; anything else, a time or a number of days included, is a ValueError."""
    if type(declared) is date:
        return declared
    if isinstance(declared, str) and _FIXED.fullmatch(declared):
        return read_day(declared).on(date.min)
    spelling = _iso_spelling(declared) if isinstance(declared, str) else ""
    raise ValueError(f"a day is expected; {spelling or 'write it as 2026-01-31'}")


@lru_cache(maxsize=1024)
def read_day(text: str) -> Day:
    """Read ``2026-01-31``, ``today`` or ``today - 18 years``; anything else is a ValueError."""
    if _FIXED.fullmatch(text):
        try:
            return Day(fixed=date.fromisoformat(text))
        except ValueError:
            raise ValueError(f"“{text}” is not a day of the calendar") from None
    counted = _COUNTED.fullmatch(text)
    if counted is None:
        raise ValueError(
            f"“{text[:40]}” is not a date: {_iso_spelling(text) or 'write 2026-01-31'}, "
            "today, or today - 18 years (or days, weeks, months)"
        )
    sign, count, unit = counted.groups()
    distance = int(count or 0) * (-1 if sign == "-" else 1)
    return Day(
        days=distance * _DAYS_IN.get(unit, 0),
        months=distance * _MONTHS_IN.get(unit, 0),
    )


def day_text(declared: Any) -> str:
    """Return a declared day as text, once it has been checked."""
    text = declared.isoformat() if type(declared) is date else declared
    if not isinstance(text, str):
        raise ValueError("a date is expected, such as 2026-01-31 or today")  # noqa: TRY004 - pydantic turns ValueError into a problem of the file
    read_day(text)
    return text


DayText = Annotated[
    str,
    BeforeValidator(day_text),
    PlainSerializer(str),
    WithJsonSchema({"type": "string", "examples": ["2026-01-31", "today", "today - 18 years"]}),
]

CalendarDay = Annotated[date, BeforeValidator(calendar_day)]
"""A day of the calendar, as the file's own dates are."""


def moment(declared: Any) -> datetime:
    """Read ``2026-01-31 08:00`` by the clocks of Brussels, or what the database keeps of it."""
    if isinstance(declared, datetime):
        return declared.astimezone(UTC)
    if isinstance(declared, str) and _KEPT.fullmatch(declared):
        return datetime.fromisoformat(declared)
    if isinstance(declared, str) and _MOMENT.fullmatch(declared):
        try:
            return timezone.make_aware(datetime.fromisoformat(declared)).astimezone(UTC)
        except ValueError:
            raise ValueError(f"“{declared}” is no moment of the calendar") from None
    raise ValueError("a moment is expected: a day and the time by the clocks of Brussels, 2026-01-31 08:00")


Moment = Annotated[
    datetime,
    BeforeValidator(moment),
    WithJsonSchema({"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}$"}),
]
"""A moment, kept in universal time."""
