"""Can a condition hold at all? Tried on every sort of answer that its comparisons can tell apart."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from itertools import product
from math import prod
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from dossiers.engine.conditions import Condition
    from dossiers.engine.schema import Definition

MOST_TRIALS: Final = 20_000
"""Beyond, a condition is given the benefit of the doubt."""
SOME_DAY: Final = date(2000, 1, 1)
"""What ``today`` means in trials, here and in the samples of dates."""


def can_hold(definition: Definition, condition: Condition, step_key: str) -> bool:
    """Say whether some answers make a condition of this step hold.

    A comparison that makes no sense is reported elsewhere: here it may always hold.
    """
    operands: defaultdict[str, list[Any]] = defaultdict(list)
    for one in condition.comparisons():
        given = one.operand if isinstance(one.operand, tuple) else (one.operand,)
        operands[one.reference].extend(given if one.operator != "answered" else ())
    trials: list[list[object]] = []
    for reference, compared in operands.items():
        question = definition.question(reference if "." in reference else f"{step_key}.{reference}")
        if question is None or any(question.operand_problem("equals", operand) for operand in compared):
            return True
        trials.append([None, *question.samples(compared)])
    if prod(map(len, trials)) > MOST_TRIALS:
        return True
    return any(
        condition.holds(dict(zip(operands, values, strict=True)).get, SOME_DAY) for values in product(*trials)
    )
