"""The functions of formulas."""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Final

from dossiers.engine.expressions.sorts import ORDERED, PLAIN, SUMMED, Senseless, Sort, advice, joined

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from dossiers.engine.expressions.values import Value

MANY: Final = 10
"""The most values of one function."""


@dataclass(frozen=True)
class Function:
    """What a function does: ``takes`` the values written, from the first to the second number of them.

    ``accepts`` are the sorts it takes, ``gives`` the sort of what it gives, unless that of what it takes.
    ``spared`` values in front may be missing.
    """

    written: str
    takes: tuple[int, int]
    accepts: frozenset[Sort]
    apply: Callable[..., Value | None]
    gives: Sort | None = None
    spared: int = 0

    def sort_of(self, name: str, given: Sequence[Sort]) -> Sort:
        """Return the sort of its value; Senseless when it cannot take these."""
        least, most = self.takes
        if not least <= len(given) <= most:
            raise Senseless(f"“{name}” is written {self.written}")
        sort = given[0]
        for other in given[1:]:
            both = joined(sort, other)
            if both is None:
                raise Senseless(
                    f"“{name}” is given {sort.value} and {other.value}: "
                    f"they are not alike{advice(sort, other)}"
                )
            sort = both
        if sort not in self.accepts:
            raise Senseless(f"“{name}” cannot be given {sort.value}; it is written {self.written}")
        return self.gives or sort

    def value_of(self, given: Sequence[Value | None]) -> Value | None:
        """Return its value, None while one that it needs is missing."""
        return None if None in given[self.spared :] else self.apply(*given)


def _if_missing(value: Value | None, otherwise: Value) -> Value:
    return otherwise if value is None else value


def _whole(rounding: Callable[[Fraction], int]) -> Callable[[Any], Value]:
    return lambda number: Fraction(rounding(number))


def _year(day: date) -> Value:
    return Fraction(day.year)


FUNCTIONS: Final = {
    "min": Function("min(a, b), the lesser one", (2, MANY), ORDERED, lambda *given: min(given)),
    "max": Function("max(a, b), the greater one", (2, MANY), ORDERED, lambda *given: max(given)),
    "if_missing": Function(
        "if_missing(field, 0 €)", (2, 2), SUMMED | {Sort.DAY, Sort.TIME}, _if_missing, spared=1
    ),
    "round_down": Function("round_down(a)", (1, 1), PLAIN | {Sort.MONEY}, _whole(math.floor)),
    "round_up": Function("round_up(a)", (1, 1), PLAIN | {Sort.MONEY}, _whole(math.ceil)),
    "year": Function("year(day)", (1, 1), frozenset({Sort.DAY}), _year, gives=Sort.NUMBER),
}
