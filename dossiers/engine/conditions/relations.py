"""Conditions that compare answers with one another: ``fin >= debut + 30 days``."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from dossiers.engine.conditions.tree import Leaf
from dossiers.engine.expressions import Expression, Senseless, holds, joined, read_relation
from dossiers.engine.expressions.sorts import ORDERED, advice

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from dossiers.engine.conditions.tree import ValueOf
    from dossiers.engine.expressions.tree import SortOf


@dataclass(frozen=True)
class Relation(Leaf):
    """Two formulas compared; it does not hold while one of them has no value."""

    left: Expression
    symbol: str
    right: Expression
    written: str = field(default="", compare=False)

    def holds(self, value_of: ValueOf, today: date) -> bool:
        left, right = self.left.value(value_of, today), self.right.value(value_of, today)
        return left is not None and right is not None and holds(left, self.symbol, right)

    @property
    def references(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys([*self.left.references(), *self.right.references()]))

    @property
    def needed(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys([*self.left.needed(), *self.right.needed()]))

    def data(self, name: Callable[[str], str] = str) -> str:
        return f"{self.left.text(name)} {self.symbol} {self.right.text(name)}"

    def check(self, sort_of: SortOf) -> None:
        """Require that both sides can be compared; Senseless says why not."""
        left, right = self.left.sort(sort_of), self.right.sort(sort_of)
        both = joined(left, right)
        if both is None:
            raise Senseless(
                f"“{self.left.text()}” is {left.value} and “{self.right.text()}” is {right.value}: "
                f"they cannot be compared{advice(left, right)}"
            )
        if self.symbol not in {"=", "!="} and both not in ORDERED:
            raise Senseless(f"of {both.value} one can only ask = or !=, not {self.symbol}")

    @property
    def size(self) -> int:
        """How much there is to compare."""
        return self.left.size + self.right.size


def read_comparison_of_answers(declared: Any) -> Relation:
    """Read a comparison of formulas; a ValueError says what is wrong with it."""
    left, symbol, right = read_relation(declared)
    return Relation(left, symbol, right, written=declared)
