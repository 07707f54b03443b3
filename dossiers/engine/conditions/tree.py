"""Conditions as they are kept: comparisons, and what joins them.

First the comparisons one may make: what each expects in the file, and what it says of a value.
"""

from __future__ import annotations

import math
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

Scalar = str | int | float | bool
Operand = Scalar | tuple[Scalar, ...]
Meaning = Callable[[Any, date], Any]
"""What an operand means on a day; it raises when the operand means nothing."""
_MEANINGS: Final[dict[type, Meaning]] = {}


@dataclass(frozen=True)
class Operator:
    """One comparison: ``read`` refuses a wrong operand with a ValueError, ``says`` never fails."""

    read: Callable[[Any], Operand]
    says: Callable[[object, Any, date], bool]


def ordered(answers: type, meaning: Meaning) -> None:
    """Let answers of a type be put in order with what operands mean; each kind says so of its own type."""
    _MEANINGS[answers] = meaning


def _scalar(declared: Any) -> Scalar:
    """Read one value to compare with."""
    if type(declared) is date:
        return declared.isoformat()
    if isinstance(declared, float) and not math.isfinite(declared):
        raise ValueError("a finite number is expected")
    if isinstance(declared, str | int | float):
        return declared
    raise ValueError("one value is expected; for several, write {one_of: [a, b]}")


def _scalars(declared: Any) -> tuple[Scalar, ...]:
    """Read a list of values to compare with."""
    if not isinstance(declared, list | tuple) or not declared:
        raise ValueError("one_of expects a list of at least one value")
    return tuple(_scalar(item) for item in declared)


def _flag(declared: Any) -> bool:
    """Read true or false."""
    if not isinstance(declared, bool):
        raise ValueError("answered expects true or false")  # noqa: TRY004 - pydantic turns ValueError into a problem of the file
    return declared


def _number(declared: Any) -> Scalar:
    """Read a number."""
    if isinstance(declared, date):
        raise ValueError("at_least and at_most expect a number; for days write not_before and not_after")  # noqa: TRY004 - pydantic turns ValueError into a problem of the file
    if isinstance(declared, bool) or not isinstance(declared, int | float) or not math.isfinite(declared):
        raise ValueError("at_least and at_most expect a number, without quotes or sign, never another answer")
    return declared


def _bound(declared: Any) -> str:
    """Read the end of a span; whether it is one for the kind that is asked, the kind tells."""
    bound = _scalar(declared)
    if not isinstance(bound, str):
        raise ValueError("before, after, not_before and not_after expect a day, such as 2026-01-31 or today")  # noqa: TRY004 - pydantic turns ValueError into a problem of the file
    return bound


def _same(value: object, operand: Scalar, today: date) -> bool:
    """Say whether an understood value is what the file names."""
    if isinstance(value, tuple | list):
        return any(_same(item, operand, today) for item in value)
    if isinstance(value, bool) or isinstance(operand, bool):
        return value is operand
    if isinstance(value, str):
        return value == operand
    return _order(value, operand, today) == 0


def _order(value: Any, operand: Scalar, today: date) -> int | None:
    """Return -1, 0 or 1 for a value below, equal to or above what the operand means; None for neither."""
    meaning = _MEANINGS.get(type(value))
    if meaning is None:
        return None
    try:
        bound = meaning(operand, today)
        return int(value > bound) - int(value < bound)
    except (TypeError, ValueError, ArithmeticError):
        return None


def _is_in(*orders: int) -> Callable[[object, Any, date], bool]:
    """Return the comparison that holds for values in one of these orders with the operand."""
    return lambda value, operand, today: _order(value, operand, today) in orders


OPERATORS: Final[Mapping[str, Operator]] = {
    "equals": Operator(_scalar, _same),
    "one_of": Operator(_scalars, lambda value, many, today: any(_same(value, one, today) for one in many)),
    "answered": Operator(_flag, lambda value, flag, _: (value is not None) is flag),
    "at_least": Operator(_number, _is_in(0, 1)),
    "at_most": Operator(_number, _is_in(-1, 0)),
    "before": Operator(_bound, _is_in(-1)),
    "after": Operator(_bound, _is_in(1)),
    "not_before": Operator(_bound, _is_in(0, 1)),
    "not_after": Operator(_bound, _is_in(-1, 0)),
}

ValueOf = Callable[[str], object]
"""Gives the understood value a reference stands for, or None when there is none."""
WORDS: Final = frozenset({"all", "any", "not"})


class Condition(ABC):
    """Something that holds or not, whatever the answers are: it never raises."""

    @abstractmethod
    def holds(self, value_of: ValueOf, today: date) -> bool:
        """Say whether the condition holds for these values."""

    @abstractmethod
    def leaves(self) -> Iterator[Leaf]:
        """Give every comparison made, in the order of the file."""

    @abstractmethod
    def settled(self, is_open: Callable[[str], bool], value_of: ValueOf, today: date) -> Condition | bool:
        """Decide all that does not depend on an ``open`` reference; return what is left."""

    @abstractmethod
    def data(self, name: Callable[[str], str] = str) -> dict[str, Any] | str:
        """Return the condition as JSON data, without shorthand, each reference under its ``name``."""


class Leaf(Condition):
    """One comparison: of an answer with what the file names, or of two formulas."""

    @property
    @abstractmethod
    def references(self) -> tuple[str, ...]:
        """The answers compared, as the file names them."""

    @property
    @abstractmethod
    def needed(self) -> tuple[str, ...]:
        """Those without which it cannot hold, nor be said not to."""

    def leaves(self) -> Iterator[Leaf]:
        yield self

    def settled(self, is_open: Callable[[str], bool], value_of: ValueOf, today: date) -> Condition | bool:
        return self if any(map(is_open, self.references)) else self.holds(value_of, today)


@dataclass(frozen=True)
class Comparison(Leaf):
    """One answer compared with what the file names."""

    reference: str
    operator: str
    operand: Operand

    @property
    def references(self) -> tuple[str, ...]:
        return (self.reference,)

    @property
    def needed(self) -> tuple[str, ...]:
        return () if self.operator == "answered" else (self.reference,)

    def holds(self, value_of: ValueOf, today: date) -> bool:
        return OPERATORS[self.operator].says(value_of(self.reference), self.operand, today)

    def data(self, name: Callable[[str], str] = str) -> dict[str, Any]:
        operand = list(self.operand) if isinstance(self.operand, tuple) else self.operand
        return {name(self.reference): {self.operator: operand}}


@dataclass(frozen=True)
class Group(Condition):
    """Several conditions of which all, or at least one, must hold."""

    parts: tuple[Condition, ...]
    needs_all: bool

    def holds(self, value_of: ValueOf, today: date) -> bool:
        quantifier = all if self.needs_all else any
        return quantifier(part.holds(value_of, today) for part in self.parts)

    def leaves(self) -> Iterator[Leaf]:
        for part in self.parts:
            yield from part.leaves()

    def settled(self, is_open: Callable[[str], bool], value_of: ValueOf, today: date) -> Condition | bool:
        left: list[Condition] = []
        for part in self.parts:
            outcome = part.settled(is_open, value_of, today)
            if isinstance(outcome, Condition):
                left.append(outcome)
            elif outcome is not self.needs_all:
                return outcome
        return Group(tuple(left), self.needs_all) if left else self.needs_all

    def data(self, name: Callable[[str], str] = str) -> dict[str, Any]:
        return {"all" if self.needs_all else "any": [part.data(name) for part in self.parts]}


@dataclass(frozen=True)
class Not(Condition):
    """The opposite of a condition."""

    part: Condition

    def holds(self, value_of: ValueOf, today: date) -> bool:
        return not self.part.holds(value_of, today)

    def leaves(self) -> Iterator[Leaf]:
        yield from self.part.leaves()

    def settled(self, is_open: Callable[[str], bool], value_of: ValueOf, today: date) -> Condition | bool:
        outcome = self.part.settled(is_open, value_of, today)
        return Not(outcome) if isinstance(outcome, Condition) else not outcome

    def data(self, name: Callable[[str], str] = str) -> dict[str, Any]:
        return {"not": self.part.data(name)}


def references_of(condition: Condition | None) -> Iterator[str]:
    """Give the answers that a condition looks at, as the file names them."""
    for leaf in condition.leaves() if condition else ():
        yield from leaf.references


def field_named(reference: str) -> str:
    """Return the field, ``step.field``, that ``step.field`` or ``step.field.part`` belongs to."""
    return ".".join(reference.split(".")[:2])


def full_name(reference: str, step: str) -> str:
    """Return ``step.field`` for a reference, which names a field of its own ``step`` without it."""
    return reference if "." in reference else f"{step}.{reference}"
