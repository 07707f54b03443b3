"""Until which day an ended dossier is kept, and which have come to that day: the one place that counts."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Final

from django.utils import timezone

from monespace.calendars.counting import ONE_DAY, add_calendar_days, add_months

NOTICE_DAYS: Final = 30
"""So long before people are told: time to come back from holidays and to download what they want to keep."""
MONTHS_OF_A_YEAR: Final = 12


def last_day(ended_on: date, years: int) -> date:
    """Return the last day on which a dossier is kept that ended on a day here, ``years`` before."""
    return add_months(ended_on, years * MONTHS_OF_A_YEAR)


def erasing_day(ended_on: date, years: int, *, told_on: date) -> date:
    """Return from which day on it may be erased: its time is over, and who is told had NOTICE_DAYS."""
    return max(last_day(ended_on, years) + ONE_DAY, first_erasing_day(told_on))


def first_erasing_day(told_on: date) -> date:
    """Return the earliest day on which something may be erased whose people are told on a day."""
    return add_calendar_days(told_on, NOTICE_DAYS)


def to_tell_before(years: int, *, on: date) -> datetime:
    """Return before which moment those dossiers ended that are erased within NOTICE_DAYS of a day.

    The inverse of ``last_day``, for what the database looks up.
    """
    soon = add_calendar_days(on, NOTICE_DAYS)
    day = soon - timedelta(days=years * 365)  # too late by the leap days between
    while last_day(day, years) >= soon:
        day -= ONE_DAY
    return timezone.make_aware(datetime.combine(day + ONE_DAY, time.min))
