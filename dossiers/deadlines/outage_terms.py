"""What the terms of an outage may be, whoever announces it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from datetime import date

LONGEST: Final = timedelta(days=366)
MOST_DAYS: Final = 365
LONGEST_TEXT: Final = 300
"""Of what happened, and of the legal basis, in each language."""


def wrong_terms(
    *, began_on: date | None, ended_on: date | None, extra_days: int | None, extended_to: date | None
) -> list[str]:
    """Return which terms the others contradict, by name; of those that are not known nothing is said.

    It ends on the day it began or later, within a year. Limits grow by so many days (``extra_days`` is named
    for both) or to a day, from its end to a year later.
    """
    wrong = []
    if began_on and ended_on and not began_on <= ended_on <= began_on + LONGEST:
        wrong.append("ended_on")
    if (extra_days is None) == (extended_to is None):
        wrong.append("extra_days")
    if ended_on and extended_to and not ended_on <= extended_to <= ended_on + LONGEST:
        wrong.append("extended_to")
    return wrong
