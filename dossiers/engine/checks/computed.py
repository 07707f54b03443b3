"""What a definition calculates makes sense: from earlier answers, so never in a circle, and of one sort."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dossiers.engine.checks.references import check_condition, reference_problem, references_up_to, sort_of
from dossiers.engine.checks.structure import Finding
from dossiers.engine.expressions import Senseless
from dossiers.engine.kinds import ComputedQuestion
from dossiers.engine.kinds.computed import SORTS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dossiers.engine.expressions import Expression
    from dossiers.engine.reading import Path
    from dossiers.engine.schema import Definition, Step


def check_computed(definition: Definition) -> Iterator[Finding]:
    """Give what is wrong in the formulas of computed values."""
    for rank, step in enumerate(definition.steps):
        for place, field in enumerate(step.fields):
            if isinstance(field, ComputedQuestion):
                path: Path = ("steps", rank, "fields", place)
                known = references_up_to(definition, rank, place)
                yield from _check(definition, step, field, path, known)


def _check(
    definition: Definition, step: Step, field: ComputedQuestion, path: Path, known: set[str]
) -> Iterator[Finding]:
    """Give what is wrong in the formulas of one value and in their conditions."""
    own = f"{step.key}.{field.key}"
    for rank, case in enumerate(field.cases):
        yield from check_condition(
            definition, case.when, (*path, "cases", rank, "when"), known, step, own=own
        )
    places: list[Path] = [(*path, "cases", rank, "value") for rank in range(len(field.cases))]
    for place, formula in zip([(*path, "value")] if field.value else places, field.formulas, strict=True):
        problem = _problem(definition, step, field, formula, known)
        if problem:
            yield Finding(place, problem)


def _problem(
    definition: Definition, step: Step, field: ComputedQuestion, formula: Expression, known: set[str]
) -> str | None:
    """Say why a formula makes no sense, when it makes none."""
    own = f"{step.key}.{field.key}"
    for name in formula.references():
        problem = reference_problem(definition, name, known, step, own, whose="formula")
        if problem:
            return problem
    try:
        sort = formula.sort(sort_of(definition, step))
    except Senseless as refusal:
        return str(refusal)
    if sort in SORTS[field.result]:
        return None
    fitting = next((result for result, sorts in SORTS.items() if sort in sorts), "")
    instead = f"write “result: {fitting}”" if fitting else "this is no result to show"
    return f"“{formula.text()}” is {sort.value}, and the result is said to be “{field.result}”; {instead}"
