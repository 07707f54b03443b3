"""Which fields of a step are shown, given answers that may still be unknown (ADR 0050)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dossiers.engine.conditions import Condition, full_name

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator

    from dossiers.engine.journey import Journey
    from dossiers.engine.schema import Step


def may_be_asked(
    journey: Journey, step: Step, unknown: Collection[str], *, is_alone: bool = False
) -> set[str]:
    """Return the keys of the step's fields that are asked, or may be once ``unknown`` answers are known.

    ``unknown`` names fields of the step whose answer is under way, such as a file that is chosen and not sent
    yet; when the step ``is_alone``, the answers of all others are unknown too. Every field of
    a step that does not apply now is returned: nothing is sure of it.
    """
    if journey.step(step.key) is None:
        return {field.key for field in step.fields}
    return {
        key for key, outcome in outcomes(journey, step, unknown, is_alone=is_alone) if outcome is not False
    }


def outcomes(
    journey: Journey, step: Step, unknown: Collection[str], *, is_alone: bool = False
) -> Iterator[tuple[str, Condition | bool]]:
    """Give every field's key with whether it applies, or with what is left of its condition.

    A field that may apply has an answer that is unknown as well; one that does not apply has none.
    """
    is_open, value_of = _readers(journey, step, opened := set(unknown), is_alone=is_alone)
    for field in step.fields:
        outcome = field.when.settled(is_open, value_of, journey.today) if field.when else True
        if isinstance(outcome, Condition):
            opened.add(field.key)
        elif not outcome:
            opened.discard(field.key)
        yield field.key, outcome


def _readers(
    journey: Journey, step: Step, opened: Collection[str], *, is_alone: bool
) -> tuple[Callable[[str], bool], Callable[[str], Any]]:
    """Return what says of a reference that its answer is unknown, and what gives its value."""

    def is_open(reference: str) -> bool:
        step_key, _dot, key = full_name(reference, step.key).partition(".")
        return key in opened if step_key == step.key else is_alone

    return is_open, lambda reference: journey.value(full_name(reference, step.key))
