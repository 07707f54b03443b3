"""Whether formulas can hold together: yes, no, or unknown after a bounded number of trials.

What must hold narrows the answers it compares; when nothing more must, one of several possibilities is tried
after the other (the method of Davis, Putnam, Logemann and Loveland).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dossiers.engine.possibility.formulas import Junction, Literal

if TYPE_CHECKING:
    from dossiers.engine.kinds.domains import Domain
    from dossiers.engine.possibility.formulas import Formula

DEEPEST: Final = 150
"""Possibilities tried within one another."""


class Exhausted(Exception):
    """Too much would have to be tried."""


class Budget:
    """How much may still be tried: for one question, and for all questions about a definition."""

    def __init__(self, total: int, each: int) -> None:
        self.total = total
        self.each = each
        self._left = each

    def begin(self) -> None:
        """Begin another question."""
        self._left = min(self.each, self.total)

    def spend(self, steps: int = 1) -> None:
        """Count steps; Exhausted when there are none left."""
        self._left -= steps
        self.total -= steps
        if self._left < 0:
            raise Exhausted


def satisfiable(
    formulas: list[Formula], domains: dict[str, Domain], budget: Budget, depth: int = DEEPEST
) -> bool:
    """Say whether some values in the domains make every formula hold; Exhausted when it takes too long."""
    if depth == 0:
        raise Exhausted
    domains = dict(domains)
    open_choices = _propagated(formulas, domains, budget)
    if not open_choices:
        return open_choices is not None
    chosen = min(open_choices, key=lambda one: len(one.parts))
    others: list[Formula] = [one for one in open_choices if one is not chosen]
    for part in chosen.parts:
        if satisfiable([part, *others], domains, budget, depth - 1):
            return True
        others.append(part.opposite())
    return False


def _propagated(formulas: list[Formula], domains: dict[str, Domain], budget: Budget) -> list[Junction] | None:
    """Narrow the domains by all that must hold; return the choices left open, None for a contradiction."""
    pending = list(formulas)
    while True:
        left: list[Junction] = []
        has_narrowed = False
        while pending:
            formula = _simplified(pending.pop(), domains, budget)
            if formula is False:
                return None
            if isinstance(formula, Literal):
                domain = domains[formula.reference].narrowed(
                    formula.operator, formula.operand, is_true=formula.is_true
                )
                if domain is None:
                    return None
                domains[formula.reference] = domain
                has_narrowed = True
            elif isinstance(formula, Junction) and formula.needs_all:
                pending.extend(formula.parts)
            elif isinstance(formula, Junction):
                left.append(formula)
        if not has_narrowed:
            return left
        pending = list(left)


def _simplified(formula: Formula, domains: dict[str, Domain], budget: Budget) -> Formula | bool:
    """Return a formula without what the domains have decided already."""
    budget.spend()
    if isinstance(formula, Literal):
        said = domains[formula.reference].says(formula.operator, formula.operand)
        return formula if said is None else said is formula.is_true
    parts: list[Formula] = []
    for part in formula.parts:
        simpler = _simplified(part, domains, budget)
        if isinstance(simpler, bool):
            if simpler is not formula.needs_all:
                return simpler
        else:
            parts.append(simpler)
    if len(parts) == 1:
        return parts[0]
    return Junction(tuple(parts), formula.needs_all) if parts else formula.needs_all
