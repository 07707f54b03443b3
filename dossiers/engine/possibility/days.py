"""Which days to try for ``today``: those around which a comparison of dates begins or stops to hold."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from dossiers.engine.dates import Day, read_day

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

SLACK: Final = 4
"""Adding months and taking them away again may miss the first day by three."""
LEAP_CYCLE: Final = 4


def days_to_try(opens: date, closes: date | None, compared: Iterable[Iterable[str]]) -> list[date]:
    """Return the days, from opening to closing, on which dates compared with one another change order.

    ``compared`` has, for each date asked, the days it is compared with. Between the days returned nothing
    changes, except the length of months: it is tried over four years where months and days are compared.
    """
    last = closes or date.max
    found = {opens, last}
    mixes_units = False
    for texts in compared:
        days = {read_day(text) for text in texts}
        counted = [day for day in days if day.fixed is None]
        for fixed in (day.fixed for day in days if day.fixed is not None):
            for day in counted:
                found.update(_around(Day(days=-day.days, months=-day.months).on(fixed)))
        mixes_units |= any(day.days for day in counted) and any(day.months for day in counted)
    if mixes_units:
        found.update(_ends_of_months(opens.year))
    return sorted(day for day in found if opens <= day <= last)


def _around(day: date) -> Iterator[date]:
    for way in range(-SLACK, SLACK + 1):
        if date.min.toordinal() <= day.toordinal() + way <= date.max.toordinal():
            yield day + timedelta(days=way)


def _ends_of_months(year: int) -> Iterator[date]:
    """Give the first and the last days of the months of four years: there, months differ."""
    for month in range(LEAP_CYCLE * 12):
        first = Day(months=month).on(date(min(year, date.max.year - LEAP_CYCLE), 1, 1))
        end = Day(months=1).on(first)
        yield first
        yield from (end - timedelta(days=back) for back in range(1, 5))
