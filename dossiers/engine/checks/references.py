"""References, comparisons, limits and prefilling of a definition's fields and rules."""

from __future__ import annotations

from difflib import get_close_matches
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

from dossiers.engine.checks.structure import Finding
from dossiers.engine.conditions import Comparison, Relation, field_named, full_name
from dossiers.engine.expressions import Senseless
from dossiers.engine.prefill import SOURCES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from dossiers.engine.conditions import Condition, Leaf
    from dossiers.engine.expressions import Each, Sort
    from dossiers.engine.kinds import Question
    from dossiers.engine.reading import Path
    from dossiers.engine.schema import Definition, Step

MOST_COMPARISONS: Final = 200
"""In one condition, the values of ``one_of`` included."""


def check_references(definition: Definition) -> Iterator[Finding]:
    """Give what is wrong in the conditions, limits and prefilling of fields and rules."""
    for rank, step in enumerate(definition.steps):
        path: Path = ("steps", rank)
        yield from check_condition(
            definition, step.when, (*path, "when"), references_before(definition, rank)
        )
        for field_rank, field in enumerate(step.fields):
            yield from check_field(definition, rank, field_rank, field)
    yield from _check_rules(definition)


def check_field(definition: Definition, rank: int, place: int, field: Question[Any]) -> Iterator[Finding]:
    """Require that a field's condition, limits and prefilling make sense."""
    path: Path = ("steps", rank, "fields", place)
    step = definition.steps[rank]
    known = references_up_to(definition, rank, place)
    own = f"{step.key}.{field.key}"
    yield from check_condition(definition, field.when, (*path, "when"), known, step, own=own)
    for word, message in field.parameter_problems():
        yield Finding((*path, word), message)
    if field.prefill is None:
        return
    if field.prefill not in SOURCES:
        names = ", ".join(SOURCES)
        yield Finding((*path, "prefill"), f"“{field.prefill}” is not authentic data; known are {names}")
    elif field.prefill not in field.prefills:
        yield Finding((*path, "prefill"), f"“{field.prefill}” does not fit a field of kind {field.kind}")
    elif field.prefill.startswith("enterprise.") and definition.audience == "citizen":
        yield Finding((*path, "prefill"), f"“{field.prefill}” does not exist for the audience “citizen”")


def references_before(definition: Definition, rank: int) -> set[str]:
    """Return the references to fields of the steps before one."""
    return {name for step in definition.steps[:rank] for name in definition.references(step)}


def references_up_to(definition: Definition, rank: int, place: int) -> set[str]:
    """Return the references to fields before one, those of its own step also by their short names."""
    step = definition.steps[rank]
    earlier = {field.key for field in step.fields[:place]}
    own = {name for name in definition.references(step) if name.split(".")[1] in earlier}
    return references_before(definition, rank) | earlier | own


def check_condition(
    definition: Definition,
    condition: Condition | None,
    path: Path,
    known: set[str],
    step: Step | None = None,
    *,
    own: str = "",
) -> Iterator[Finding]:
    """Everything a condition names exists, comes earlier, and can be compared so.

    ``own`` is the field it is about, as ``step.field``.
    """
    leaves = list(islice(condition.leaves(), MOST_COMPARISONS + 1)) if condition else []
    if sum(map(_size, leaves)) > MOST_COMPARISONS:
        yield Finding(path, f"the condition compares too much: {MOST_COMPARISONS} values at most")
        return
    for leaf in leaves:
        mention = leaf.written if isinstance(leaf, Relation) else leaf.references[0]
        message = next(
            filter(None, (reference_problem(definition, name, known, step, own) for name in leaf.references)),
            None,
        )
        message = message or _leaf_problem(definition, leaf, step)
        if message:
            yield Finding(path, message, mention)


def _size(leaf: Leaf) -> int:
    """Return how many values a comparison compares."""
    if isinstance(leaf, Relation):
        return leaf.size
    return len(leaf.operand) if isinstance(leaf, Comparison) and isinstance(leaf.operand, tuple) else 1


def reference_problem(
    definition: Definition,
    name: str,
    known: set[str],
    step: Step | None,
    own: str,
    *,
    whose: str = "condition",
) -> str | None:
    """Say why the field ``own`` cannot look at the answer of that name, when it cannot."""
    full = full_name(name, step.key) if step else name
    refers = f"the {whose} refers to “{name}”"
    if definition.compared(full) is None:
        whole = definition.question(field_named(full))
        parts = whole.parts if whole is not None else {}
        instead = f"; its parts are {', '.join(parts)}" if parts else advice(name, known)
        return f"{refers}, which is no field{instead}"
    if field_named(full) == own:
        return f"{refers}, the very field it is about; it can only look at earlier ones"
    return None if name in known else f"{refers}, which is only asked later"


def _leaf_problem(definition: Definition, leaf: Leaf, step: Step | None) -> str | None:
    """Say why answers, all of which may be looked at, cannot be compared so, when they cannot."""
    if isinstance(leaf, Comparison):
        return _comparison_problem(definition, leaf, step)
    if isinstance(leaf, Relation):
        if not leaf.references:
            return f"“{leaf.written}” names no field: nothing that is answered changes it"
        try:
            leaf.check(sort_of(definition, step))
        except Senseless as problem:
            return str(problem)
    return None


def sort_of(definition: Definition, step: Step | None) -> Callable[[str], Sort | Each]:
    """Return what says of a reference what sort of value it stands for in formulas."""

    def sort(name: str) -> Sort | Each:
        question = definition.compared(full_name(name, step.key) if step else name)
        if question is not None and question.sort is not None:
            return question.sort
        kind = question.kind if question else "no field"
        raise Senseless(f"“{name}” is of kind {kind}, which no formula counts with; write {{{name}: value}}")

    return sort


def _comparison_problem(definition: Definition, one: Comparison, step: Step | None) -> str | None:
    """Say why a comparison with a value makes no sense, when it makes none."""
    question = definition.compared(full_name(one.reference, step.key) if step else one.reference)
    if question is None or one.operator not in question.operators:
        kind, fitting = (question.kind, question.operators) if question else ("", ())
        return (
            f"“{one.reference}” is of kind {kind}, to be compared with {', '.join(sorted(fitting))}, "
            f"not “{one.operator}”"
        )
    return _operand_problem(definition, question, one) if one.operator != "answered" else None


def advice(name: str, known: set[str]) -> str:
    """Say what may have been meant by a name that no field has."""
    close = [one for one in sorted(known) if one.endswith(f".{name}")]
    close = close or get_close_matches(name[:60], sorted(known), n=1, cutoff=0.7)
    if close:
        return f"; did you mean “{close[0]}”?"
    return "" if "." in name else "; write step.field for a field of another step"


def _operand_problem(definition: Definition, question: Question[Any], one: Comparison) -> str | None:
    """Say why a question cannot be compared with a value, when it cannot."""
    for operand in one.operand if isinstance(one.operand, tuple) else (one.operand,):
        if isinstance(operand, str) and definition.question(operand) is not None:
            instead = f"write {one.reference} = {operand}" if question.sort else "compare it with a value"
            return (
                f"the condition compares “{one.reference}” with “{operand}”, another field, "
                f"as a value; {instead}"
            )
        problem = question.operand_problem(one.operator, operand)
        if problem:
            return f"the condition on “{one.reference}”: {problem}"
    return None


def _check_rules(definition: Definition) -> Iterator[Finding]:
    """Rules refer to fields that exist."""
    everything = references_before(definition, len(definition.steps))
    for rank, rule in enumerate(definition.rules):
        path: Path = ("rules", rank)
        yield from check_condition(definition, rule.require, (*path, "require"), everything)
        yield from check_condition(definition, rule.when, (*path, "when"), everything)
        if definition.question(rule.field) is None:
            message = f"the rule's message stands at “{rule.field}”, which is no field"
            yield Finding((*path, "field"), f"{message}{advice(rule.field, everything)}")
