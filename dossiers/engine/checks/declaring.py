"""Declarations make sense: conditions that somebody meets, and one declaration that everybody makes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dossiers.engine.checks.meeting import why_never
from dossiers.engine.checks.references import check_condition, references_before
from dossiers.engine.checks.structure import Finding
from dossiers.engine.possibility import Possibility

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dossiers.engine.schema import Definition

FOR_NOBODY_ELSE = (
    "every declaration has a condition, so some would make none: leave out “when” of one, or add exactitude"
)


def check_declarations(definition: Definition) -> Iterator[Finding]:
    """Give what is wrong in the conditions of declarations."""
    known = references_before(definition, len(definition.steps))
    for rank, one in enumerate(definition.declarations):
        yield from check_condition(definition, one.when, ("declarations", rank, "when"), known)
    if all(one.when for one in definition.declarations):
        yield Finding(("declarations",), FOR_NOBODY_ELSE)


def check_declarations_possible(definition: Definition) -> Iterator[Finding]:
    """Give the declarations that nobody makes; the conditions of all of them make sense."""
    possible = Possibility(definition)
    for rank, one in enumerate(definition.declarations):
        reason = why_never(possible, possible.condition(one.when, step=None)) if one.when else None
        if reason:
            message = f"nobody makes the declaration “{one.key}”: {reason}"
            yield Finding(("declarations", rank, "when"), message)
