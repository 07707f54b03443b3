"""What sorts of values formulas have, and which of them go together."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Final


class Senseless(ValueError):
    """A formula that cannot be calculated, whatever is answered; the message is for its author."""


class Sort(Enum):
    """A sort of value, in words; a ratio, of two numbers, passes for a number or a percentage."""

    NUMBER = "a number"
    PERCENTAGE = "a percentage"
    RATIO = "a ratio"
    MONEY = "an amount"
    DAY = "a day"
    TIME = "a time of day"
    DAYS = "a number of days"
    MONTHS = "a number of months"
    TEXT = "a text"


@dataclass(frozen=True)
class Each:
    """Many values of one sort: the answers of all items of a group, for functions that take many."""

    sort: Sort

    @property
    def value(self) -> str:
        """What it is, in words."""
        return f"the answers of all items, each {self.sort.value}"


PLAIN: Final = frozenset({Sort.NUMBER, Sort.PERCENTAGE, Sort.RATIO})
"""Numbers without a unit."""
LENGTHS: Final = frozenset({Sort.DAYS, Sort.MONTHS})
SUMMED: Final = PLAIN | LENGTHS | {Sort.MONEY}
ADDED_UP: Final = PLAIN | {Sort.MONEY}
ORDERED: Final = frozenset(Sort) - {Sort.TEXT, Sort.MONTHS}
"""Those of which one is more than another."""
PASSES_FOR: Final = frozenset({Sort.NUMBER, Sort.PERCENTAGE})
ADVICE: Final = (
    (Sort.MONEY, PLAIN, "an amount is written with its sign: 100 €"),
    (Sort.PERCENTAGE, PLAIN, "a percentage is written with its sign: 50 %"),
    (Sort.DAY, PLAIN, "time is written with its unit: 30 days, 2 weeks, 3 months, 1 year"),
    (Sort.DAYS, PLAIN, "time is written with its unit: 30 days, 2 weeks"),
    (Sort.DAYS, LENGTHS, "months have no fixed number of days; add them to a day: fin <= debut + 3 months"),
)


def joined(left: Sort, right: Sort) -> Sort | None:
    """Return the one sort of two values, None when they are not alike."""
    if left is right:
        return left
    for one, other in ((left, right), (right, left)):
        if one is Sort.RATIO and other in PASSES_FOR:
            return other
    return None


def advice(left: Sort, right: Sort) -> str:
    """Say how to write one of two values that do not go together."""
    for one, other in ((left, right), (right, left)):
        for sort, others, words in ADVICE:
            if one is sort and other in others:
                return f"; {words}"
    return ""


def added(left: Sort, right: Sort) -> Sort | None:
    """Return the sort of a sum, None when it makes no sense."""
    if left is Sort.DAY:
        return Sort.DAY if right in LENGTHS else None
    sort = joined(left, right)
    return sort if sort in SUMMED else None


def subtracted(left: Sort, right: Sort) -> Sort | None:
    """Return the sort of a difference, None when it makes no sense."""
    return Sort.DAYS if left is right is Sort.DAY else added(left, right)


def multiplied(left: Sort, right: Sort) -> Sort | None:
    """Return the sort of a product, None when it makes no sense."""
    if left in PLAIN and right in PLAIN:
        return next(sort for sort in (Sort.NUMBER, Sort.PERCENTAGE, Sort.RATIO) if sort in {left, right})
    for number, other in ((left, right), (right, left)):
        if number in PLAIN and (other is Sort.MONEY or other in LENGTHS):
            return other
    return None


def divided(left: Sort, right: Sort) -> Sort | None:
    """Return the sort of a quotient, None when it makes no sense."""
    if right in PLAIN and left is Sort.MONEY:
        return left
    if left is right and left in {Sort.MONEY, Sort.DAYS, Sort.NUMBER, Sort.PERCENTAGE}:
        return Sort.RATIO
    return multiplied(left, right) if left in PLAIN and right in PLAIN else None
