"""From when until when an access or a mandate may be given: asked by forms and by services (ADR 0049).

The database refuses what lasts longer too, whoever writes it (constraints of memberships and mandates).
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db.models import DateField, Func
from django.utils import timezone

from enterprises.rights.errors import LastsTooLong, MembershipPeriodInvalid, StartsInThePast

if TYPE_CHECKING:
    from datetime import date

    from monespace.common.errors import DomainError

MOST_YEARS = 5
DEFAULT_DAYS = 730
PRESSED_TWICE = timedelta(minutes=1)  # the same wish again within it is a second press of one button
END_OF_FEBRUARY = 28


class YearsLater(Func):
    """The day MOST_YEARS after a day, as ``latest_end`` says it in Python: a test compares."""

    template = f"(%(expressions)s + interval '{MOST_YEARS} years')"
    output_field = DateField()


def latest_end(first: date) -> date:
    """Return the last day of what begins on ``first``, at most: the same day five years later."""
    year = first.year + MOST_YEARS
    try:
        return first.replace(year=year)
    except ValueError:  # a 29 February
        return first.replace(year=year, day=END_OF_FEBRUARY)


def default_end() -> date:
    """Return the last day of an access that starts today, unless said otherwise (ADR 0008)."""
    return timezone.localdate() + timedelta(days=DEFAULT_DAYS)


def require_period(
    starts_on: date, ends_on: date, *, backwards: type[DomainError] = MembershipPeriodInvalid
) -> None:
    """Raise StartsInThePast, ``backwards`` or LastsTooLong unless such a period may be given today."""
    if starts_on < timezone.localdate():
        raise StartsInThePast
    if ends_on < starts_on:
        raise backwards
    require_in_time(ends_on)


def require_in_time(ends_on: date) -> None:
    """Raise LastsTooLong when what is given today would end too late."""
    latest = latest_end(timezone.localdate())
    if ends_on > latest:
        raise LastsTooLong(latest)
