"""Rules: what must be true of several answers together; those broken, and where that is told (ADR 0051)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from pydantic import Field

from dossiers.engine.base import Model, Text
from dossiers.engine.conditions import DeclaredCondition, references_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date

    from dossiers.engine.journey import Journey

RULE: Final = "rule"
"""The code of an error of several answers together."""


class Rule(Model):
    """Something that must be true of several answers together; its message stands at one field."""

    require: DeclaredCondition
    when: DeclaredCondition | None = None
    message: Text
    field: str = Field(description="The field the message stands at: step.field.")

    @property
    def needed(self) -> list[str]:
        """The answers without whose value it is not judged, as the file names them, each once."""
        return list(dict.fromkeys(name for leaf in self.require.leaves() for name in leaf.needed))

    def is_broken(self, value_of: Callable[[str], Any], today: date) -> bool:
        """Say whether it applies, everything it compares has a value, and what it requires does not hold."""
        return (
            all(value_of(name) is not None for name in self.needed)
            and (self.when is None or self.when.holds(value_of, today))
            and not self.require.holds(value_of, today)
        )


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
        if rule.is_broken(journey.value, journey.today):
            involved = journey.definition.with_what_they_hang_on([rule.field, *_answers_of(rule)])
            others = tuple(name for name in involved if name != rule.field and journey.is_asked(name))
            yield RuleError(step_key, key, rule.message, others, _awaited(journey, rule, others))


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

    if any(map(is_open, [rule.field, *rule.needed])):
        return False
    applies = rule.when is None or rule.when.settled(is_open, journey.value, journey.today)
    return applies is True and rule.require.settled(is_open, journey.value, journey.today) is False
