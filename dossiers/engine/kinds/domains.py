"""The set of values that an answer can still have, narrowed by comparisons of conditions."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Protocol

from dossiers.engine.conditions import OPERATORS

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from dossiers.engine.conditions import Operand


class Domain(Protocol):
    """The values an answer can still have, a missing one included."""

    def says(self, operator: str, operand: Operand) -> bool | None:
        """Say whether a comparison holds for all values left; None when only for some of them."""

    def narrowed(self, operator: str, operand: Operand, *, is_true: bool) -> Domain | None:
        """Return the values for which a comparison holds, or does not; None when there is none."""


@dataclass(frozen=True)
class Values:
    """A value of each sort that comparisons can tell apart; ``left`` has a bit for each still possible."""

    values: tuple[object, ...]
    today: date
    left: int
    spend: Callable[[int], None]
    _known: dict[tuple[str, Operand], int] = field(default_factory=dict)

    def says(self, operator: str, operand: Operand) -> bool | None:
        holding = self.left & self._holding(operator, operand)
        return holding == self.left if holding in {0, self.left} else None

    def narrowed(self, operator: str, operand: Operand, *, is_true: bool) -> Domain | None:
        holding = self._holding(operator, operand)
        left = self.left & (holding if is_true else ~holding)
        return replace(self, left=left) if left else None

    def _holding(self, operator: str, operand: Operand) -> int:
        """Return the bits of the values for which a comparison holds."""
        if (operator, operand) not in self._known:
            self.spend(len(self.values) * (len(operand) if isinstance(operand, tuple) else 1))
            says = OPERATORS[operator].says
            self._known[operator, operand] = sum(
                1 << rank for rank, value in enumerate(self.values) if says(value, operand, self.today)
            )
        return self._known[operator, operand]


@dataclass(frozen=True)
class Choices:
    """Several options chosen together: which ones must be, which ones cannot, and how many."""

    options: int
    least: int
    most: int
    chosen: frozenset[Operand] = frozenset()
    refused: frozenset[Operand] = frozenset()
    may_be_missing: bool = True
    may_be_answered: bool = True
    exclusive: str | None = None

    def says(self, operator: str, operand: Operand) -> bool | None:
        if operator == "answered":
            if self.may_be_missing and self.may_be_answered:
                return None
            return self.may_be_answered is operand
        if operand in self.chosen:
            return True
        return None if self.may_be_answered and operand not in self.refused else False

    def narrowed(self, operator: str, operand: Operand, *, is_true: bool) -> Domain | None:
        if operator == "answered":
            is_answered = operand is is_true
            narrower = replace(
                self,
                may_be_missing=self.may_be_missing and not is_answered,
                may_be_answered=self.may_be_answered and is_answered,
            )
        elif is_true:
            narrower = replace(self, chosen=self.chosen | {operand}, may_be_missing=False)
        else:
            narrower = replace(self, refused=self.refused | {operand})
        narrower = replace(narrower, may_be_answered=narrower.may_be_answered and narrower.is_possible)
        return narrower if narrower.may_be_missing or narrower.may_be_answered else None

    @property
    def is_possible(self) -> bool:
        """Whether some choice keeps to all of this."""
        if self.chosen & self.refused:
            return False
        if self.exclusive is not None:
            if self.exclusive in self.chosen:
                return self.chosen == {self.exclusive}
            if not self.chosen and self.exclusive not in self.refused:
                return True
        refused = self.refused if self.exclusive is None else self.refused | {self.exclusive}
        return len(self.chosen) <= self.most and self.options - len(refused) >= self.least
