"""Advice on conditions that always hold: they say that something may be left out that never is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dossiers.engine.checks.structure import Finding
from dossiers.engine.possibility import Possibility

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dossiers.engine.schema import Definition

NEEDLESS = "this condition always holds; leave it out, or say what you meant"


def needless_conditions(definition: Definition) -> Iterator[Finding]:
    """Give the conditions of steps, fields, rules and declarations that no complete dossier ever fails.

    What would take too long to tell is not given.
    """
    possible = Possibility(definition)
    for rank, step in enumerate(definition.steps):
        around = possible.condition(step.when, step)
        if step.when and not possible.of(around.opposite(), in_a_dossier=True):
            yield Finding(("steps", rank, "when"), NEEDLESS)
        for place, field in enumerate(step.fields):
            own = possible.condition(field.when, step)
            if field.when and not possible.of(around, own.opposite(), in_a_dossier=True):
                yield Finding(("steps", rank, "fields", place, "when"), NEEDLESS)
    for rank, rule in enumerate(definition.rules):
        needed = possible.condition(rule.when, step=None)
        applies = possible.applies(rule.field)
        if rule.when and not possible.of(applies, needed.opposite(), in_a_dossier=True):
            yield Finding(("rules", rank, "when"), NEEDLESS)
    for rank, one in enumerate(definition.declarations):
        made = possible.condition(one.when, step=None)
        if one.when and not possible.of(made.opposite(), in_a_dossier=True):
            yield Finding(("declarations", rank, "when"), NEEDLESS)
