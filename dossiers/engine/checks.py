"""What a definition says must make sense: references, comparisons, limits, dates, keys."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from dossiers.engine.base import SOURCE_LANGUAGE, Text
from dossiers.engine.conditions import WORDS as CONDITION_WORDS
from dossiers.engine.prefill import SOURCES
from dossiers.engine.reachability import can_hold

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dossiers.engine.conditions import Condition
    from dossiers.engine.kinds import Question
    from dossiers.engine.reading import Path
    from dossiers.engine.schema import Definition, Step

MACHINERY: Final = frozenset(
    {
        "action",
        "page_language",
        "revision",
        "next_revision",
        "unsettled",
        "csrfmiddlewaretoken",
        "current_step",
    }
)
"""Names the page's own inputs bear."""
RESERVED: Final = MACHINERY | CONDITION_WORDS
"""Names no question may have: the page's own, and words of conditions."""


class Finding(NamedTuple):
    """Something that makes no sense: its path, a sentence, the word below the path whose line counts."""

    path: Path
    message: str
    mention: str = ""


def problems_of(definition: Definition) -> Iterator[Finding]:
    """Give everything that makes no sense in a definition."""
    yield from _check_dates(definition)
    yield from _check_keys(definition)
    yield from _check_languages(definition)
    for rank, step in enumerate(definition.steps):
        path: Path = ("steps", rank)
        if not step.questions:
            yield Finding(path, f"the step “{step.key}” asks nothing: give it at least one field to answer")
        yield from _check_condition(definition, step.when, (*path, "when"), _earlier(definition, rank))
        for field_rank, field in enumerate(step.fields):
            yield from _check_field(definition, rank, field_rank, field)
    yield from _check_rules(definition)
    yield from _check_reachable(definition)


def _check_dates(definition: Definition) -> Iterator[Finding]:
    """Require that a démarche closes after it opens."""
    if definition.closes is not None and definition.closes < definition.opens:
        yield Finding(("closes",), f"it closes on {definition.closes}, before it opens on {definition.opens}")


def _check_keys(definition: Definition) -> Iterator[Finding]:
    """Keys name one thing each, and none of them is taken by the page."""
    declared = [(("steps", rank), step.key) for rank, step in enumerate(definition.steps)]
    yield from _repeated(declared, "the step")
    yield from _repeated(
        [(("declarations", rank), one.key) for rank, one in enumerate(definition.declarations)],
        "the declaration",
    )
    for rank, step in enumerate(definition.steps):
        fields = [(("steps", rank, "fields", place), field.key) for place, field in enumerate(step.fields)]
        yield from _repeated(fields, "the field")
        for path, key in [(("steps", rank), step.key), *fields]:
            if key in RESERVED:
                yield Finding((*path, "key"), f"the key “{key}” is taken by the portal; choose another")


def _repeated(declared: Sequence[tuple[Path, str]], what: str) -> Iterator[Finding]:
    """Give the second and later uses of a key."""
    seen: Counter[str] = Counter()
    for path, key in declared:
        if seen[key]:
            yield Finding((*path, "key"), f"{what} “{key}” stands twice; each key must be different")
        seen[key] += 1


def _check_languages(definition: Definition) -> Iterator[Finding]:
    """Require everywhere the languages the title is given in."""
    wanted = [language for language in Text.model_fields if getattr(definition.title, language) is not None]
    for path, text in _texts(definition, ()):
        absent = [language for language in wanted if getattr(text, language) is None]
        if absent:
            message = f"the translation “{', '.join(absent)}” is missing, although the title has it"
            yield Finding(path, message, SOURCE_LANGUAGE)


def _texts(part: Any, path: Path) -> Iterator[tuple[Path, Text]]:
    """Give every text of a part with its path."""
    if isinstance(part, Text):
        yield path, part
    elif isinstance(part, tuple):
        for rank, item in enumerate(part):
            yield from _texts(item, (*path, rank))
    elif hasattr(type(part), "model_fields"):
        for name in type(part).model_fields:
            yield from _texts(getattr(part, name), (*path, name))


def _check_field(definition: Definition, rank: int, place: int, field: Question[Any]) -> Iterator[Finding]:
    """Require that a field's condition, limits and prefilling make sense."""
    path: Path = ("steps", rank, "fields", place)
    step = definition.steps[rank]
    known = _earlier(definition, rank) | {
        name for field in step.fields[:place] for name in (field.key, f"{step.key}.{field.key}")
    }
    yield from _check_condition(definition, field.when, (*path, "when"), known, step)
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


def _earlier(definition: Definition, rank: int) -> set[str]:
    """Return the references to fields of the steps before one."""
    return {f"{step.key}.{field.key}" for step in definition.steps[:rank] for field in step.fields}


def _check_condition(
    definition: Definition, condition: Condition | None, path: Path, known: set[str], step: Step | None = None
) -> Iterator[Finding]:
    """Everything a condition names exists, comes earlier, and can be compared so."""
    for one in condition.comparisons() if condition else ():
        name = one.reference
        full = name if "." in name or step is None else f"{step.key}.{name}"
        question = definition.question(full)
        if question is None:
            advice = "" if "." in name else "; write step.field for a field of another step"
            yield Finding(path, f"the condition refers to “{name}”, which is no field{advice}", name)
        elif name not in known:
            yield Finding(path, f"the condition refers to “{name}”, which is only asked later", name)
        elif one.operator not in question.operators:
            fitting = ", ".join(sorted(question.operators))
            message = (
                f"“{name}” is of kind {question.kind}, to be compared with {fitting}, not “{one.operator}”"
            )
            yield Finding(path, message, name)
        elif one.operator != "answered":
            operands = one.operand if isinstance(one.operand, tuple) else (one.operand,)
            for problem in filter(
                None, (question.operand_problem(one.operator, operand) for operand in operands)
            ):
                yield Finding(path, f"the condition on “{name}”: {problem}", name)


def _check_rules(definition: Definition) -> Iterator[Finding]:
    """Rules refer to fields that exist."""
    everything = _earlier(definition, len(definition.steps))
    for rank, rule in enumerate(definition.rules):
        path: Path = ("rules", rank)
        yield from _check_condition(definition, rule.require, (*path, "require"), everything)
        yield from _check_condition(definition, rule.when, (*path, "when"), everything)
        if definition.question(rule.field) is None:
            yield Finding((*path, "field"), f"the rule's message stands at “{rule.field}”, which is no field")


def _check_reachable(definition: Definition) -> Iterator[Finding]:
    """Every step and field can be met by somebody."""
    for rank, step in enumerate(definition.steps):
        if step.when is not None and not can_hold(definition, step.when, step.key):
            message = f"nobody can reach the step “{step.key}”: its condition never holds"
            yield Finding(("steps", rank, "when"), message)
        for place, field in enumerate(step.fields):
            if field.when is not None and not can_hold(definition, field.when, step.key):
                message = f"nobody can be asked “{field.key}”: its condition never holds"
                yield Finding(("steps", rank, "fields", place, "when"), message)
