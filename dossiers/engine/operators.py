"""The comparisons a condition may make: what each one expects in the file, and what it says of a value."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final, TypeGuard

from dossiers.engine.dates import day_text, read_day

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

Scalar = str | int | float | bool
Operand = Scalar | tuple[Scalar, ...]


@dataclass(frozen=True)
class Operator:
    """One comparison: ``read`` refuses a wrong operand with a ValueError, ``says`` never fails."""

    read: Callable[[Any], Operand]
    says: Callable[[object, Any, date], bool]


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


def _same(value: object, operand: Scalar, today: date) -> bool:
    """Say whether an understood value is what the file names."""
    if isinstance(value, tuple | list):
        return any(_same(item, operand, today) for item in value)
    if isinstance(value, bool) or isinstance(operand, bool):
        return value is operand
    if isinstance(value, Decimal):
        return not isinstance(operand, str) and _is_number(value) and value == Decimal(str(operand))
    if isinstance(value, date):
        return isinstance(operand, str) and _compared(value, operand, today) == 0
    return isinstance(value, str) and value == operand


def _is_number(value: object) -> TypeGuard[Decimal]:
    """Say whether a value can be compared with a number."""
    return isinstance(value, Decimal) and value.is_finite()


def _compared(value: object, day: str, today: date) -> int | None:
    """Return -1, 0 or 1 for a date before, on or after the day; None when it cannot be said."""
    try:
        other = read_day(day).on(today)
    except ValueError:
        return None
    if type(value) is not date:
        return None
    return (value > other) - (value < other)


OPERATORS: Final[Mapping[str, Operator]] = {
    "equals": Operator(_scalar, _same),
    "one_of": Operator(_scalars, lambda value, many, today: any(_same(value, one, today) for one in many)),
    "answered": Operator(_flag, lambda value, flag, _: (value is not None) is flag),
    "at_least": Operator(_number, lambda value, least, _: _is_number(value) and value >= Decimal(str(least))),
    "at_most": Operator(_number, lambda value, most, _: _is_number(value) and value <= Decimal(str(most))),
    "before": Operator(day_text, lambda value, day, today: _compared(value, day, today) == -1),
    "after": Operator(day_text, lambda value, day, today: _compared(value, day, today) == 1),
    "not_before": Operator(day_text, lambda value, day, today: _compared(value, day, today) in {0, 1}),
    "not_after": Operator(day_text, lambda value, day, today: _compared(value, day, today) in {-1, 0}),
}
