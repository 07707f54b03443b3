"""Formulas as they are kept: values, names of answers, and what is done with them."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Final

from dossiers.engine.dates import Day
from dossiers.engine.expressions import sorts, values
from dossiers.engine.expressions.functions import FUNCTIONS
from dossiers.engine.expressions.sorts import Each, Senseless, Sort, advice

if TYPE_CHECKING:
    from datetime import date

    from dossiers.engine.expressions.values import Value, ValueOf

SortOf = Callable[[str], Sort | Each]
"""Says what sort of value a reference stands for, or many of one sort; Senseless when it stands for none."""
SUM_OF: Final = "sum"
SUM, PRODUCT, SIGN, ATOM = range(1, 5)  # how strongly the parts of a formula are bound


class Expression(ABC):
    """Something that has a value once the answers it names are known."""

    binding: int = ATOM

    @abstractmethod
    def sort(self, sort_of: SortOf) -> Sort:
        """Return the sort of its value; Senseless says why it can have none."""

    @abstractmethod
    def value(self, value_of: ValueOf, today: date) -> Value | None:
        """Return its value on a day, None while an answer is missing or nothing can be divided."""

    @abstractmethod
    def text(self, name: Callable[[str], str] = str) -> str:
        """Return the formula as it is written, each reference under its ``name``."""

    @property
    def parts(self) -> tuple[Expression, ...]:
        """What it is made of."""
        return ()

    def references(self) -> Iterator[str]:
        """Give every answer it names."""
        for part in self.parts:
            yield from part.references()

    def needed(self) -> Iterator[str]:
        """Give the answers without which it has no value."""
        for part in self.parts:
            yield from part.needed()

    @property
    def size(self) -> int:
        """How many values, names and operations it has."""
        return 1 + sum(part.size for part in self.parts)

    def within(self, binding: int, name: Callable[[str], str]) -> str:
        """Return its text inside something bound so strongly."""
        return self.text(name) if self.binding >= binding else f"({self.text(name)})"


@dataclass(frozen=True)
class Amount(Expression):
    """A number in figures, alone or with a unit: ``%``, ``€``, ``day``, ``week``, ``month`` or ``year``."""

    figures: str
    unit: str = ""

    def sort(self, sort_of: SortOf) -> Sort:
        del sort_of
        return UNITS[self.unit][0]

    def value(self, value_of: ValueOf, today: date) -> Value:
        del value_of, today
        return UNITS[self.unit][1](self.figures)

    def text(self, name: Callable[[str], str] = str) -> str:
        del name
        plural = "s" if self.unit.isalpha() and self.figures != "1" else ""
        return f"{self.figures} {self.unit}{plural}".strip()


@dataclass(frozen=True)
class FixedDay(Expression):
    """A day of the calendar, or today: None."""

    day: date | None = None

    def sort(self, sort_of: SortOf) -> Sort:
        del sort_of
        return Sort.DAY

    def value(self, value_of: ValueOf, today: date) -> Value:
        del value_of
        return self.day or today

    def text(self, name: Callable[[str], str] = str) -> str:
        del name
        return self.day.isoformat() if self.day else "today"


@dataclass(frozen=True)
class Name(Expression):
    """The answer to ``step.field``, or to ``field`` of the same step."""

    reference: str

    def sort(self, sort_of: SortOf) -> Sort:
        sort = sort_of(self.reference)
        if isinstance(sort, Each):
            raise Senseless(f"“{self.reference}” is {sort.value}; write sum({self.reference})")
        return sort

    def value(self, value_of: ValueOf, today: date) -> Value | None:
        del today
        return values.counted(value_of(self.reference))

    def text(self, name: Callable[[str], str] = str) -> str:
        return name(self.reference)

    def references(self) -> Iterator[str]:
        yield self.reference

    def needed(self) -> Iterator[str]:
        yield self.reference


@dataclass(frozen=True)
class Opposite(Expression):
    """A number, an amount or a distance below zero."""

    part: Expression
    binding = SIGN

    @property
    def parts(self) -> tuple[Expression, ...]:
        return (self.part,)

    def sort(self, sort_of: SortOf) -> Sort:
        sort = self.part.sort(sort_of)
        if sort not in sorts.SUMMED:
            raise Senseless(f"“{self.part.text()}” is {sort.value}: it has no opposite")
        return sort

    def value(self, value_of: ValueOf, today: date) -> Value | None:
        value = self.part.value(value_of, today)
        return None if value is None else values.negative(value)

    def text(self, name: Callable[[str], str] = str) -> str:
        return f"-{self.part.within(SIGN, name)}"


@dataclass(frozen=True)
class Operation(Expression):
    """Two values added, subtracted, multiplied or divided."""

    left: Expression
    symbol: str
    right: Expression

    @property
    def binding(self) -> int:  # type: ignore[override]  # of a sum or of a product
        return OPERATIONS[self.symbol].binding

    @property
    def parts(self) -> tuple[Expression, ...]:
        return (self.left, self.right)

    def sort(self, sort_of: SortOf) -> Sort:
        left, right = self.left.sort(sort_of), self.right.sort(sort_of)
        operation = OPERATIONS[self.symbol]
        sort = operation.sort(left, right)
        if sort is None:
            raise Senseless(
                f"“{self.left.text()}” is {left.value} and “{self.right.text()}” is {right.value}: "
                f"they cannot be {operation.done}{advice(left, right)}"
            )
        return sort

    def value(self, value_of: ValueOf, today: date) -> Value | None:
        left, right = (part.value(value_of, today) for part in self.parts)
        if left is None or right is None:
            return None
        return OPERATIONS[self.symbol].apply(left, right)

    def text(self, name: Callable[[str], str] = str) -> str:
        left, right = self.left.within(self.binding, name), self.right.within(self.binding + 1, name)
        return f"{left} {self.symbol} {right}"


@dataclass(frozen=True)
class Call(Expression):
    """A function of one value or several."""

    function: str
    arguments: tuple[Expression, ...]

    @property
    def parts(self) -> tuple[Expression, ...]:
        return self.arguments

    def needed(self) -> Iterator[str]:
        for part in self.arguments[FUNCTIONS[self.function].spared :]:
            yield from part.needed()

    def sort(self, sort_of: SortOf) -> Sort:
        found = [part.sort(sort_of) for part in self.arguments]
        return FUNCTIONS[self.function].sort_of(self.function, found)

    def value(self, value_of: ValueOf, today: date) -> Value | None:
        given = [part.value(value_of, today) for part in self.arguments]
        return FUNCTIONS[self.function].value_of(given)

    def text(self, name: Callable[[str], str] = str) -> str:
        return f"{self.function}({', '.join(part.text(name) for part in self.arguments)})"


@dataclass(frozen=True)
class Total(Expression):
    """The sum of what all items of a group answer to a question; nothing for no item."""

    reference: str

    def references(self) -> Iterator[str]:
        yield self.reference

    def needed(self) -> Iterator[str]:
        yield self.reference

    def sort(self, sort_of: SortOf) -> Sort:
        each = sort_of(self.reference)
        if not isinstance(each, Each) or each.sort not in sorts.ADDED_UP:
            raise Senseless(
                f"“sum” adds numbers or amounts of a group: sum(step.group.field); {each.value} is none"
            )
        return each.sort

    def value(self, value_of: ValueOf, today: date) -> Value | None:
        del today
        return values.total(value_of(self.reference))

    def text(self, name: Callable[[str], str] = str) -> str:
        return f"{SUM_OF}({name(self.reference)})"


@dataclass(frozen=True)
class Binary:
    """What is done with two values: how strongly it binds, its sort and its value."""

    binding: int
    done: str
    sort: Callable[[Sort, Sort], Sort | None]
    apply: Callable[[Any, Any], Value | None]


OPERATIONS: Final = {
    "+": Binary(SUM, "added", sorts.added, values.add),
    "-": Binary(SUM, "subtracted", sorts.subtracted, values.subtract),
    "*": Binary(PRODUCT, "multiplied", sorts.multiplied, values.multiply),
    "/": Binary(PRODUCT, "divided", sorts.divided, values.divide),
}
UNITS: Final[dict[str, tuple[Sort, Callable[[str], Value]]]] = {
    "": (Sort.NUMBER, Fraction),
    "%": (Sort.PERCENTAGE, lambda figures: Fraction(figures) / values.HUNDRED),
    "€": (Sort.MONEY, Fraction),
    "day": (Sort.DAYS, lambda figures: Day(days=int(figures))),
    "week": (Sort.DAYS, lambda figures: Day(days=7 * int(figures))),
    "month": (Sort.MONTHS, lambda figures: Day(months=int(figures))),
    "year": (Sort.MONTHS, lambda figures: Day(months=12 * int(figures))),
}
