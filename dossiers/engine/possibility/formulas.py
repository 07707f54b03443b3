"""Conditions as formulas without « not »: comparisons that hold or do not, and what joins them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from dossiers.engine.conditions import Comparison, Group, Not, Relation

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from dossiers.engine.conditions import Condition, Operand


@dataclass(frozen=True)
class Literal:
    """A comparison with the answer to ``step.field``, that must hold or must not."""

    reference: str
    operator: str
    operand: Operand
    is_true: bool

    def opposite(self) -> Formula:
        """Return what holds when this does not."""
        return Literal(self.reference, self.operator, self.operand, not self.is_true)

    def references(self) -> Iterator[str]:
        """Give the answers compared."""
        yield self.reference


@dataclass(frozen=True)
class Junction:
    """Formulas of which all, or at least one, must hold; without any, all hold and none does."""

    parts: tuple[Formula, ...]
    needs_all: bool

    def opposite(self) -> Formula:
        """Return what holds when this does not."""
        return Junction(tuple(part.opposite() for part in self.parts), not self.needs_all)

    def references(self) -> Iterator[str]:
        """Give the answers compared."""
        for part in self.parts:
            yield from part.references()


Formula = Literal | Junction
ALWAYS: Final = Junction((), needs_all=True)


def all_of(parts: Iterable[Formula]) -> Formula:
    """Return what holds when all parts hold."""
    return Junction(tuple(parts), needs_all=True)


def any_of(parts: Iterable[Formula]) -> Formula:
    """Return what holds when one part holds."""
    return Junction(tuple(parts), needs_all=False)


def answered(reference: str) -> Literal:
    """Return what holds when there is an answer."""
    return Literal(reference, "answered", operand=True, is_true=True)


def formula_of(condition: Condition | None, full: Callable[[str], str]) -> Formula:
    """Return a condition as a formula; ``full`` gives the whole name of a reference.

    ``one_of`` becomes one comparison for each value, so that each option of several is chosen or not. What
    formulas come to is not weighed: that they compare so is a fact of its own, there or not, for which the
    answers they need are there.
    """
    if isinstance(condition, Not):
        return formula_of(condition.part, full).opposite()
    if isinstance(condition, Group):
        return Junction(tuple(formula_of(part, full) for part in condition.parts), condition.needs_all)
    if isinstance(condition, Comparison):
        name = full(condition.reference)
        if condition.operator == "one_of" and isinstance(condition.operand, tuple):
            return any_of(Literal(name, "equals", one, is_true=True) for one in condition.operand)
        return Literal(name, condition.operator, condition.operand, is_true=True)
    if isinstance(condition, Relation):
        return all_of([answered(condition.data(full)), *(answered(full(one)) for one in condition.needed)])
    return ALWAYS
