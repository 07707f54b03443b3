"""Where a person stands in a démarche: computed anew from the definition and the answers, nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError

from dossiers.engine.conditions import full_name
from dossiers.engine.kinds import Facts, Question, StoredFile

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from dossiers.engine.base import Text
    from dossiers.engine.schema import Definition, Rule, Step

Answers = Mapping[str, Mapping[str, Any]]
"""What was typed: {step: {field: raw}}."""


@dataclass
class JourneyStep:
    """A step that applies: the questions asked, what was understood and what is wrong."""

    definition: Step
    number: int
    questions: dict[str, Question[Any]]
    values: dict[str, Any] = field(default_factory=dict)
    errors: dict[str, ValidationError] = field(default_factory=dict)
    may_visit: bool = False
    total: int = 0

    @property
    def key(self) -> str:
        """The step's key, as in its address."""
        return self.definition.key

    @property
    def title(self) -> Text:
        """The step's title."""
        return self.definition.title

    @property
    def is_complete(self) -> bool:
        """Whether nothing is missing or wrong."""
        return not self.errors


@dataclass(frozen=True)
class RuleError:
    """A rule that does not hold, at the field where its message stands."""

    step: str
    field: str
    message: Text


class Journey:
    """The steps that apply, which are complete, which may be visited, and what would be sent.

    Only the answers of steps and fields that apply count: the others stay in the draft. Whatever the answers
    hold, nothing here raises.
    """

    def __init__(
        self,
        definition: Definition,
        answers: Answers,
        *,
        today: date,
        files: Mapping[str, StoredFile] | None = None,
    ) -> None:
        self.definition = definition
        self.today = today
        self.answers = answers
        self.facts = Facts(today, files)
        self._values: dict[str, Any] = {}
        steps = list(self._judged_steps())
        self._steps = {step.key: step for step in steps}
        self.rule_errors = list(self._broken_rules())
        for broken in self.rule_errors:
            self._steps[broken.step].errors[broken.field] = ValidationError(broken.message, code="rule")  # type: ignore[arg-type]  # a Text is lazy, as translations are
        may_visit = True
        for step in steps:
            step.total, step.may_visit = len(steps), may_visit
            may_visit = may_visit and step.is_complete

    @property
    def steps(self) -> list[JourneyStep]:
        """The steps that apply, in order."""
        return list(self._steps.values())

    def step(self, key: str) -> JourneyStep | None:
        """Return a step that applies; None for any other key."""
        return self._steps.get(key)

    @property
    def first_incomplete(self) -> JourneyStep | None:
        """The step to go on with; None when all are complete."""
        return next((step for step in self._steps.values() if not step.is_complete), None)

    @property
    def is_complete(self) -> bool:
        """Whether the dossier could be sent."""
        return self.first_incomplete is None

    def asks(self, kind: str) -> bool:
        """Say whether a question of this kind applies."""
        return any(question.kind == kind for step in self.steps for question in step.questions.values())

    def next_after(self, key: str) -> JourneyStep | None:
        """Return the step that follows, whether ``key`` itself applies or not; None after the last one."""
        return next(self._applying(self._keys_after(key)), None)

    def previous_before(self, key: str) -> JourneyStep | None:
        """Return the step that precedes, whether ``key`` itself applies or not; None before the first one."""
        keys = [step.key for step in self.definition.steps]
        earlier = keys[: keys.index(key)] if key in keys else []
        return next(self._applying(reversed(earlier)), None)

    def value(self, reference: str) -> Any:
        """Return the understood value of ``step.field``; None when there is none."""
        return self._values.get(reference)

    def payload(self) -> dict[str, dict[str, Any]]:
        """Return what a submission keeps: understood values of the steps and fields that apply."""
        return {
            step.key: {key: step.questions[key].payload(value) for key, value in step.values.items()}
            for step in self._steps.values()
        }

    def typed(self) -> dict[str, dict[str, Any]]:
        """Return the answers behind the payload: the same definition, day and files give it anew."""
        return {
            step.key: {key: raw for key, raw in self._raws(step.key).items() if key in step.questions}
            for step in self._steps.values()
        }

    def _judged_steps(self) -> Iterator[JourneyStep]:
        """Give the steps that apply, each judged with the values of those before it."""
        number = 0
        for step in self.definition.steps:
            if step.when is None or step.when.holds(self._values.get, self.today):
                number += 1
                yield self._judge(step, number)

    def _judge(self, step: Step, number: int) -> JourneyStep:
        """Understand the answers of one step."""
        raws = self._raws(step.key)
        judged = JourneyStep(step, number, questions={})

        def value_of(reference: str) -> Any:
            return self._values.get(full_name(reference, step.key))

        for key, question in step.questions.items():
            if question.when is not None and not question.when.holds(value_of, self.today):
                continue
            judged.questions[key] = question
            try:
                value = question.answer(raws.get(key), self.facts)
            except ValidationError as error:
                judged.errors[key] = error
                continue
            if value is not None:
                judged.values[key] = self._values[full_name(key, step.key)] = value
        return judged

    def _raws(self, step: str) -> Mapping[str, Any]:
        given = self.answers.get(step)
        return given if isinstance(given, Mapping) else {}

    def _broken_rules(self) -> Iterator[RuleError]:
        """Give the rules that do not hold, among those that can be judged."""
        for rule in self.definition.rules:
            step_key, _dot, key = rule.field.partition(".")
            step = self._steps.get(step_key)
            if step is None or key not in step.questions or key in step.errors:
                continue
            if self._is_judgeable(rule) and not rule.require.holds(self._values.get, self.today):
                yield RuleError(step_key, key, rule.message)

    def _is_judgeable(self, rule: Rule) -> bool:
        """Say whether a rule applies and everything it compares has a value."""
        compared = (one.reference for one in rule.require.comparisons() if one.operator != "answered")
        return all(reference in self._values for reference in compared) and (
            rule.when is None or rule.when.holds(self._values.get, self.today)
        )

    def _keys_after(self, key: str) -> list[str]:
        keys = [step.key for step in self.definition.steps]
        return keys[keys.index(key) + 1 :] if key in keys else []

    def _applying(self, keys: Any) -> Iterator[JourneyStep]:
        return (self._steps[key] for key in keys if key in self._steps)
