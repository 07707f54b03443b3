"""Working days, and where a time limit ends: the rules of the Judicial Code, articles 52 to 54.

A limit begins the day after the act that starts it (the act's own day does not count) and its last day counts
whole. Days on which nobody works count too, unless the limit is one of working days.
"""

from __future__ import annotations

import calendar
from datetime import date, timedelta
from functools import cache
from typing import Final

from dateutil.easter import easter

from monespace.calendars.closing import Calendar, closing_days

ONE_DAY: Final = timedelta(days=1)
SATURDAY: Final = 5
FIXED: Final = ((1, 1), (5, 1), (7, 21), (8, 15), (11, 1), (11, 11), (12, 25))
"""The months and days of the legal holidays that have a date of their own."""
AFTER_EASTER: Final = (1, 39, 50)
"""How many days after Easter the others are: Easter Monday, Ascension, Whit Monday."""


@cache
def legal_holidays(year: int) -> frozenset[date]:
    """Return the ten legal holidays of a year, in all Belgium (royal decree of 18 April 1974, article 1)."""
    sunday = easter(year)
    moving = [sunday + timedelta(days=after) for after in AFTER_EASTER]
    return frozenset([date(year, month, day) for month, day in FIXED] + moving)


def is_working_day(day: date, kept: Calendar = Calendar.LEGAL) -> bool:
    """Say whether ``day`` is worked: no Saturday, Sunday, legal holiday or closing day of the calendar."""
    return day.weekday() < SATURDAY and day not in legal_holidays(day.year) and day not in closing_days(kept)


def next_working_day(day: date, kept: Calendar = Calendar.LEGAL) -> date:
    """Return ``day`` itself when it is worked, otherwise the first one after it (article 53)."""
    while not is_working_day(day, kept):
        day += ONE_DAY
    return day


def add_calendar_days(start: date, days: int) -> date:
    """Return the last day of a limit of ``days`` that an act of the day ``start`` begins (article 52)."""
    return start + timedelta(days=days)


def add_working_days(start: date, days: int, kept: Calendar = Calendar.LEGAL) -> date:
    """Return the last of ``days`` working days after ``start``; ``start`` itself for none."""
    day = start
    for _count in range(days):
        day = next_working_day(day + ONE_DAY, kept)
    return day


def add_months(start: date, months: int) -> date:
    """Return the last day of a limit of ``months`` (a year has twelve) that an act of ``start`` begins.

    Counted « de quantième à veille de quantième » (article 54) from the day after the act: an act of 28
    February begins on 1 March a limit that ends on the eve of 1 April. Where the last month has no such day,
    the limit ends with that month.
    """
    first = start + ONE_DAY
    year, month = divmod(first.year * 12 + first.month - 1 + months, 12)
    length = calendar.monthrange(year, month + 1)[1]
    if first.day > length:
        return date(year, month + 1, length)
    return date(year, month + 1, first.day) - ONE_DAY


def working_days_between(after: date, until: date, kept: Calendar = Calendar.LEGAL) -> int:
    """Count the working days after ``after``, up to and including ``until``."""
    days = (after + timedelta(days=number) for number in range(1, (until - after).days + 1))
    return sum(is_working_day(day, kept) for day in days)
