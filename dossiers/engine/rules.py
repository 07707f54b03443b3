"""Rules that are broken: what must be true of several answers together, and where that is told (ADR 0051)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dossiers.engine.conditions import references_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dossiers.engine.base import Text
    from dossiers.engine.journey import Journey
    from dossiers.engine.schema import Rule


@dataclass(frozen=True)
class RuleError:
    """A rule that does not hold, at the field where its message stands.

    ``others`` are the other answers it is about, as ``step.field``, in the order of the file, then those that
    decide whether these are asked: changing one of them may be what is needed. ``awaits`` is the step to open
    first while one of these answers is not known: until then the rule is not told, and that step is not
    complete.
    """

    step: str
    field: str
    message: Text
    others: tuple[str, ...] = ()
    awaits: str | None = None


def broken_rules(journey: Journey) -> Iterator[RuleError]:
    """Give the rules that do not hold, among those that can be judged."""
    for rule in journey.definition.rules:
        step_key, _dot, key = rule.field.partition(".")
        step = journey.step(step_key)
        if step is None or key not in step.questions or key in step.errors:
            continue
        if _is_judgeable(journey, rule) and not rule.require.holds(journey.value, journey.today):
            involved = journey.definition.with_what_they_hang_on([rule.field, *_answers_of(rule)])
            others = tuple(name for name in involved if name != rule.field and journey.is_asked(name))
            yield RuleError(step_key, key, rule.message, others, _awaited(journey, rule, others))


def _is_judgeable(journey: Journey, rule: Rule) -> bool:
    """Say whether a rule applies and everything it compares has a value."""
    return all(journey.value(reference) is not None for reference in _needed(rule)) and (
        rule.when is None or rule.when.holds(journey.value, journey.today)
    )


def _needed(rule: Rule) -> Iterator[str]:
    """Give the references without whose value a rule is not judged."""
    return (reference for one in rule.require.leaves() for reference in one.needed)


def _answers_of(rule: Rule) -> list[str]:
    """Return the references a rule compares, each once."""
    conditions = [rule.require, rule.when] if rule.when else [rule.require]
    return list(dict.fromkeys(name for condition in conditions for name in references_of(condition)))


def _awaited(journey: Journey, rule: Rule, others: tuple[str, ...]) -> str | None:
    """Return the step to open first: what is unknown there may decide, or it is the rule's own field."""
    unknown = {name for name in (rule.field, *others) if journey.is_unknown(name)}
    if _is_broken_whatever(journey, rule, unknown):
        return None
    steps = {name.partition(".")[0] for name in unknown}
    return next((step.key for step in journey.steps if step.key in steps), None)


def _is_broken_whatever(journey: Journey, rule: Rule, unknown: set[str]) -> bool:
    """Say whether no unknown answer could make the rule hold or not apply, by its value or what it asks."""

    def is_open(reference: str) -> bool:
        return not unknown.isdisjoint(journey.definition.with_what_they_hang_on([reference]))

    if any(map(is_open, [rule.field, *_needed(rule)])):
        return False
    applies = rule.when is None or rule.when.settled(is_open, journey.value, journey.today)
    return applies is True and rule.require.settled(is_open, journey.value, journey.today) is False
