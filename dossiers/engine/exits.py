"""Exits and warnings: what answers mean for the person's right, told while they fill in (ADR 0110)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pydantic import Field

from dossiers.engine.base import Address, Model, Slug, Text
from dossiers.engine.conditions import DeclaredCondition, Group, full_name, references_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from dossiers.engine.journey import Journey
    from dossiers.engine.schema import Definition, Step

MOST_EXITS: Final = 20
"""Exits, or warnings, of one step."""


class Linked(Model):
    """A text, and the page where there is more to read."""

    text: Text
    link: Address | None = Field(default=None, description="A page with more to read: https://…")


class WayOn(Linked):
    """What the person may do instead, and where."""

    demarche: Slug | None = Field(default=None, description="Another démarche of the portal, by its slug.")


class Exit(Model):
    """Who answers so has no right: why, by which article, and what they may do instead."""

    when: DeclaredCondition
    title: Text = Field(description="What the answers mean, in one sentence.")
    reason: Text = Field(description="Why, in plain words.")
    legal_basis: Linked = Field(description="The article that says so.")
    way_on: WayOn = Field(description="What the person may do instead.")


class Caution(Model):
    """Something to know before going on; it keeps nobody from it."""

    when: DeclaredCondition
    message: Text


def exits_met(journey: Journey) -> Iterator[tuple[Step, Exit]]:
    """Give the exits that the answers meet, whatever is still to be answered, each with its step."""
    for step in journey.definition.steps:
        for one in step.exits:
            if outcome(journey, step, one.when, journey.is_unknown) is True:
                yield step, one


def cautions_met(journey: Journey, step: Step) -> dict[int, Caution]:
    """Return the warnings of a step that the answers meet, by their place in it."""
    return {
        place: one
        for place, one in enumerate(step.warnings)
        if outcome(journey, step, one.when, journey.is_unknown) is True
    }


def outcome(
    journey: Journey, step: Step, condition: DeclaredCondition, is_unknown: Callable[[str], bool]
) -> bool | None:
    """Say whether a condition of a step holds where the step applies; None while an answer may decide it.

    ``is_unknown`` says of a field, ``step.field``, that its answer is still to come.
    """

    def is_open(reference: str) -> bool:
        hung_on = journey.definition.with_what_they_hang_on([full_name(reference, step.key)])
        return any(map(is_unknown, hung_on))

    def value_of(reference: str) -> object:
        return journey.value(full_name(reference, step.key))

    whole = Group((step.when, condition) if step.when else (condition,), needs_all=True)
    settled = whole.settled(is_open, value_of, journey.today)
    return settled if isinstance(settled, bool) else None


def answers_behind(definition: Definition, step: Step, condition: DeclaredCondition) -> list[str]:
    """Return the answers that decide whether a condition of a step holds, as ``step.field``, each once."""
    looked_at = [*references_of(step.when), *references_of(condition)]
    return definition.with_what_they_hang_on(full_name(name, step.key) for name in looked_at)
