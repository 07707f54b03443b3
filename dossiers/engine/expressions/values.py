"""What formulas count with: exact fractions, days, times, distances between days. Nothing here fails.

Fractions, so that nothing is rounded before the end: a third, three times, is one.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final

from dossiers.engine.dates import Day

Value = Fraction | date | time | Day | str
"""A Day that is not fixed is a distance between days."""
ValueOf = Callable[[str], Any]
"""Gives the understood answer a reference stands for, or None when there is none."""
HUNDRED: Final = 100


class Percentage(Decimal):
    """An answer in hundredths: ``Percentage("12.5")`` counts as an eighth."""


def counted(answer: Any) -> Value | None:
    """Return what a formula counts with for an understood answer; None for what is not counted."""
    if isinstance(answer, Percentage):
        return Fraction(answer) / HUNDRED
    if isinstance(answer, Decimal):
        return Fraction(answer)
    return answer if isinstance(answer, date | time | str) else None


def total(answers: Any) -> Fraction | None:
    """Return the sum of many answers that are numbers; None where there is nothing to be answered."""
    if not isinstance(answers, tuple):
        return None
    numbers = [value for value in map(counted, answers) if isinstance(value, Fraction)]
    return sum(numbers, Fraction(0))


def halves_up(number: Fraction, decimals: int) -> Decimal:
    """Round to so many decimals, halves away from zero, as people do by hand."""
    scaled = abs(number) * 10**decimals
    whole = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    digits = tuple(map(int, str(whole)))
    return Decimal((int(number < 0 < whole), digits, -decimals))  # exact, whatever the precision of decimals


def add(left: Any, right: Any) -> Value:
    """Add numbers, distances, or a distance to a day, kept within the calendar."""
    if isinstance(left, Day):
        return Day(days=left.days + right.days, months=left.months + right.months)
    if isinstance(left, date):
        end: date = right.on(left)
        return end
    total: Fraction = left + right
    return total


def negative(value: Any) -> Value:
    """Return the opposite of a number or a distance."""
    if isinstance(value, Day):
        return Day(days=-value.days, months=-value.months)
    opposite: Fraction = -value
    return opposite


def subtract(left: Any, right: Any) -> Value:
    """Subtract numbers, distances, a distance from a day, or a day from another."""
    if isinstance(right, date):
        return Day(days=(left - right).days)
    return add(left, negative(right))


def multiply(left: Any, right: Any) -> Value:
    """Multiply numbers, or a distance by a number; of days and months, halves go up."""
    number, other = (right, left) if isinstance(left, Day) else (left, right)
    if isinstance(other, Day):
        days, months = (int(halves_up(number * one, 0)) for one in (other.days, other.months))
        return Day(days=days, months=months)
    product: Fraction = number * other
    return product


def divide(left: Any, right: Any) -> Value | None:
    """Divide a number by another, or days by days; None when nothing can be divided by it."""
    dividend, divisor = (one.days if isinstance(one, Day) else one for one in (left, right))
    return Fraction(dividend) / divisor if divisor else None


def holds(left: Any, symbol: str, right: Any) -> bool:
    """Say whether two values of one sort stand in this order."""
    order = (left > right) - (left < right)
    return order in ORDERS[symbol]


ORDERS: Final = {"=": {0}, "!=": {-1, 1}, "<": {-1}, "<=": {-1, 0}, ">": {1}, ">=": {0, 1}}
"""The comparisons of two values, with the orders in which they hold."""
