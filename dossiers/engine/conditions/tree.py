"""Conditions as they are kept: comparisons, and what joins them."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from dossiers.engine.conditions.operators import OPERATORS

if TYPE_CHECKING:
    from datetime import date

    from dossiers.engine.conditions.operators import Operand

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
