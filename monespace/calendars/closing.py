"""The calendars that exist, and the days on which the services of each are closed."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Final, NamedTuple

import yaml

FILE: Final = Path(__file__).with_name("closing_days.yaml")


class Calendar(StrEnum):
    """Which days are not worked: the legal holidays, or also the closing days of some services."""

    LEGAL = "legal"
    SPW = "spw"
    DG = "dg"


class ClosingDays(NamedTuple):
    """Closing days of every year, as (month, day), and of one year."""

    yearly: frozenset[tuple[int, int]]
    single: frozenset[date]

    def __contains__(self, day: object) -> bool:
        return isinstance(day, date) and ((day.month, day.day) in self.yearly or day in self.single)


def read_closing_days(text: str) -> dict[Calendar, ClosingDays]:
    """Read the file's text; raise ValueError for a calendar or a day that does not exist."""
    declared = yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506 - makes texts only
    return {Calendar(name): _closing_days(days) for name, days in declared.items()}


def _closing_days(texts: list[str]) -> ClosingDays:
    yearly, single = set(), set()
    for text in texts:
        if text.count("-") == 1:
            every = date.fromisoformat(f"2024-{text}")  # a leap year: it has every day
            yearly.add((every.month, every.day))
        else:
            single.add(date.fromisoformat(text))
    return ClosingDays(frozenset(yearly), frozenset(single))


@cache
def closing_days(calendar: Calendar) -> ClosingDays:
    """Return the closing days of a calendar's services; none for that of legal holidays."""
    return read_closing_days(FILE.read_text()).get(calendar, ClosingDays(frozenset(), frozenset()))
