"""Groups of questions: everything inside one makes sense, with what comes before it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dossiers.engine.checks.computed import check_computed
from dossiers.engine.checks.meeting import field_problem, rule_problems
from dossiers.engine.checks.references import check_condition, check_field, references_before
from dossiers.engine.checks.structure import RESERVED, Finding, repeated
from dossiers.engine.conditions import field_named, references_of
from dossiers.engine.groups.inside import up_to_item
from dossiers.engine.groups.question import GroupOfQuestions
from dossiers.engine.kinds import ComputedQuestion, FileQuestion
from dossiers.engine.possibility import Possibility

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dossiers.engine.reading import Path
    from dossiers.engine.schema import Definition, Step


def groups_of(definition: Definition) -> Iterator[tuple[Path, Definition, Step, GroupOfQuestions]]:
    """Give each group with its path, its step, and the definition around it; then the groups inside it."""
    for rank, step in enumerate(definition.steps):
        for place, field in enumerate(step.fields):
            if isinstance(field, GroupOfQuestions):
                path: Path = ("steps", rank, "fields", place)
                yield path, definition, step, field
                within = up_to_item(definition, step, field)
                last = within.steps[-1]
                for inner_place, inner in enumerate(field.questions):
                    if isinstance(inner, GroupOfQuestions):
                        yield (*path, "questions", inner_place), within, last, inner


def check_groups(definition: Definition) -> Iterator[Finding]:
    """Give what is wrong in the keys, references, limits and rules inside groups."""
    for path, around, step, group in groups_of(definition):
        if not any(question.asks for question in group.questions):
            yield Finding(
                path, f"the group “{group.key}” asks nothing: give it at least one question to answer"
            )
            continue
        yield from _check_keys(path, step, group)
        yield from _check_words(path, group)
        yield from _check_names(path, step, group)
        yield from _check_inside(path, around, step, group)


def check_groups_possible(definition: Definition) -> Iterator[Finding]:
    """Give the questions and rules inside groups that nobody can meet; all of them make sense."""
    for path, around, step, group in groups_of(definition):
        within = up_to_item(around, step, group)
        possible, last = Possibility(within), within.steps[-1]
        for place, question in enumerate(group.questions):
            message = field_problem(possible, last, question)
            if message:
                yield Finding((*path, "questions", place, "when" if question.when else "key"), message)
        for one in rule_problems(within, possible):
            yield one._replace(path=(*path, *one.path))


def _check_keys(path: Path, step: Step, group: GroupOfQuestions) -> Iterator[Finding]:
    """Require that a short reference inside a group names one thing."""
    inside = [((*path, "questions", place), one.key) for place, one in enumerate(group.questions)]
    yield from repeated(inside, "the question")
    for place, key in inside:
        if key in RESERVED:
            yield Finding((*place, "key"), f"the key “{key}” is taken by the portal; choose another")
        elif key in step.keys:
            message = f"the key “{key}” is also that of a field around the group; choose another"
            yield Finding((*place, "key"), message)


def _check_words(path: Path, group: GroupOfQuestions) -> Iterator[Finding]:
    """Refuse words that make no sense in a group."""
    for place, one in enumerate(group.questions):
        where = (*path, "questions", place)
        if isinstance(one, FileQuestion):
            message = "files are not asked in a group: ask them in a field after it, with “max_files”"
            yield Finding((*where, "kind"), message)
        if group.layout == "rows" and not one.fits_row:
            message = (
                f"“{one.key}” does not fit in a row: rows have questions of one line, always asked and never "
                "prefilled; leave out “layout: rows” to ask it on a page of its own"
            )
            yield Finding((*where, "key"), message)
        if one.prefill and one.locked:
            message = "in a group, authentic data are only proposed: write “locked: no” beside “prefill”"
            yield Finding((*where, "prefill"), message)


def _check_names(path: Path, step: Step, group: GroupOfQuestions) -> Iterator[Finding]:
    """Require the short names of the group's own questions: a full one would name all items at once."""
    looked_at: list[tuple[Path, str]] = [
        ((*path, "questions", place), name)
        for place, one in enumerate(group.questions)
        for name in (*references_of(one.when), *(one.looks_at() if isinstance(one, ComputedQuestion) else ()))
    ]
    looked_at += [
        ((*path, "rules", rank), name)
        for rank, rule in enumerate(group.rules)
        for condition in (rule.require, rule.when)
        for name in references_of(condition)
    ]
    for where, name in looked_at:
        own = name.split(".")[1] if field_named(name).startswith(f"{step.key}.") else ""
        if own in group.asking:
            yield Finding(where, f"inside the group write “{own}” alone, not “{name}”", name)


def _check_inside(path: Path, around: Definition, step: Step, group: GroupOfQuestions) -> Iterator[Finding]:
    """Require that the conditions, limits, prefilling and rules of an item make sense."""
    within = up_to_item(around, step, group)
    rank, before = len(within.steps) - 1, len(within.steps[-1].fields) - len(group.questions)
    found = [
        one
        for place, question in enumerate(group.questions, before)
        for one in check_field(within, rank, place, question)
    ]
    for one in [*found, *check_computed(within)]:
        where, place = one.path[:2], one.path[3]
        if where == ("steps", rank) and isinstance(place, int) and place >= before:
            yield one._replace(path=(*path, "questions", place - before, *one.path[4:]))
    known = references_before(within, len(within.steps))
    known |= {name.partition(".")[2] for name in known if name.startswith(f"{step.key}.")}
    for rank, rule in enumerate(group.rules):
        own: Path = (*path, "rules", rank)
        last: Any = within.steps[-1]
        yield from check_condition(within, rule.require, (*own, "require"), known, last)
        yield from check_condition(within, rule.when, (*own, "when"), known, last)
        if rule.field not in group.asking:
            message = f"the rule's message stands at “{rule.field}”, which is no question of the group"
            yield Finding((*own, "field"), message)
