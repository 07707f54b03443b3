"""Exits and warnings make sense: they look at earlier answers; somebody meets them, and not everybody."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dossiers.engine.checks.meeting import why_never
from dossiers.engine.checks.references import check_condition, references_up_to
from dossiers.engine.checks.structure import Finding
from dossiers.engine.possibility import Possibility
from dossiers.engine.possibility.formulas import all_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dossiers.engine.exits import Caution, Exit, WayOn
    from dossiers.engine.possibility.formulas import Formula
    from dossiers.engine.reading import Path
    from dossiers.engine.schema import Definition, Step

EVERYBODY = (
    "with the rules and the exits before it, everybody who could send meets this exit: "
    "narrow its condition, for instance {all: […]}"
)


def check_exits(definition: Definition) -> Iterator[Finding]:
    """Give what is wrong in the conditions of exits and warnings, in their order, and in the ways on."""
    for rank, step in enumerate(definition.steps):
        known = references_up_to(definition, rank, len(step.fields))
        for word, place, one in _told_at(step):
            path: Path = ("steps", rank, word, place, "when")
            yield from check_condition(definition, one.when, path, known, step)
        for place, one in enumerate(step.exits):
            yield from _check_way_on(definition, one.way_on, ("steps", rank, "exits", place, "way_on"))
        yield from _check_repeated([one.when.data() for one in step.exits], ("steps", rank, "exits"))


def _told_at(step: Step) -> Iterator[tuple[str, int, Exit | Caution]]:
    """Give the exits of a step, then its warnings, each with its word and its place."""
    for place, one in enumerate(step.exits):
        yield "exits", place, one
    for place, caution in enumerate(step.warnings):
        yield "warnings", place, caution


def _check_way_on(definition: Definition, way: WayOn, path: Path) -> Iterator[Finding]:
    """Require that a way on leads to one place, and away."""
    if way.demarche == definition.slug:
        yield Finding((*path, "demarche"), f"“{way.demarche}” is this very démarche; name another way on")
    if way.demarche and way.link:
        yield Finding((*path, "link"), "one way on leads to one place: keep “demarche”, or “link”")


def _check_repeated(conditions: list[object], path: Path) -> Iterator[Finding]:
    """Refuse an exit under the very condition of another one of its step."""
    for place, condition in enumerate(conditions):
        if condition in conditions[:place]:
            message = "another exit of this step has this very condition; say both reasons in one"
            yield Finding((*path, place, "when"), message)


def check_exits_possible(definition: Definition) -> Iterator[Finding]:
    """Give the exits and warnings that nobody meets, and the exit with which nobody is left to send."""
    possible = Possibility(definition)
    staying: list[Formula] = [possible.kept(rule) for rule in definition.rules]
    for rank, step in enumerate(definition.steps):
        around = possible.condition(step.when, step)
        for word, place, one in _told_at(step):
            path: Path = ("steps", rank, word, place, "when")
            met = all_of([around, possible.condition(one.when, step)])
            reason = why_never(possible, met)
            if reason:
                yield Finding(path, f"nobody meets this {word.removesuffix('s')}: {reason}")
            elif word == "exits" and not possible.of(*staying, met.opposite(), in_a_dossier=True):
                yield Finding(path, EVERYBODY)
            elif word == "exits":
                staying.append(met.opposite())
