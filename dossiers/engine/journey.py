"""The journey: applicable steps, broken rules and payload, computed from a definition and answers alone.

A rule says what must be true of several answers together, and where that is told (ADR 0051).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError

from dossiers.engine.conditions import full_name
from dossiers.engine.kinds import MISSING, Facts, Question, StoredFile

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator
    from datetime import date

    from dossiers.engine.base import Text
    from dossiers.engine.schema import Definition, Rule, Step

Answers = Mapping[str, Mapping[str, Any]]
"""What was typed: {step: {field: raw}}."""
RULE = "rule"
"""The code of an error of several answers together."""


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


@dataclass
class JourneyStep:
    """A step that applies: the questions asked, what was understood and what is wrong.

    ``is_awaited``: a rule waits for the person to open it.
    """

    definition: Step
    number: int
    questions: dict[str, Question[Any]]
    values: dict[str, Any] = field(default_factory=dict)
    errors: dict[str, ValidationError] = field(default_factory=dict)
    is_awaited: bool = False
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
        return not self.errors and not self.is_awaited

    @property
    def wrong(self) -> dict[str, ValidationError]:
        """What is wrong with the answers that were given, by field."""
        return {
            key: error
            for key, error in self.errors.items()
            if any(one.code != MISSING for one in error.error_list)
        }


class Journey:
    """The steps that apply, which are complete, which may be visited, and what would be sent.

    Only the answers of steps and fields that apply count: the others stay in the draft. ``visited`` are the
    steps somebody has saved: their answers stay open to change whatever is wrong elsewhere. Whatever the
    answers hold, nothing here raises.
    """

    def __init__(
        self,
        definition: Definition,
        answers: Answers,
        *,
        today: date,
        files: Mapping[str, StoredFile] | None = None,
        visited: Collection[str] = (),
        closed_on: Callable[[str], date | None] | None = None,
    ) -> None:
        self.definition = definition
        self.today = today
        self.answers = answers
        self.facts = Facts(today, files, closed_on) if closed_on else Facts(today, files)
        self.visited = frozenset(visited)
        self._values: dict[str, Any] = {}
        self._steps: dict[str, JourneyStep] = {}
        for judged in self._judged_steps():
            self._steps[judged.key] = judged
        self.rule_errors: list[RuleError] = []
        obstacles = [step.number for step in self.steps if step.errors]
        obstacles += [self._place(broken) for broken in list(broken_rules(self))]
        for step in self.steps:
            step.total = len(self._steps)
            step.may_visit = step.key in self.visited or step.number <= min(obstacles, default=step.total)

    def _place(self, broken: RuleError) -> int:
        """Tell a broken rule where it stands, or wait until it can be told.

        Return the number of the last step that it leaves open: any of its answers may be the one to change.
        """
        if broken.awaits is not None:
            self._steps[broken.awaits].is_awaited = True
            return self._steps[broken.awaits].number
        self.rule_errors.append(broken)
        errors = self._steps[broken.step].errors
        before = [errors[broken.field]] if broken.field in errors else []
        error = ValidationError(broken.message, code=RULE)  # type: ignore[arg-type]  # a Text is lazy, as translations are
        errors[broken.field] = ValidationError([*before, error])
        answers = [broken.step, *(reference.partition(".")[0] for reference in broken.others)]
        return max(self._steps[key].number for key in answers)

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

    def asks(self, kind: type[Question[Any]]) -> bool:
        """Say whether a question of this kind applies."""
        return any(isinstance(question, kind) for step in self.steps for question in step.questions.values())

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

    def is_asked(self, reference: str) -> bool:
        """Say whether the field ``step.field`` is asked."""
        step_key, _dot, key = reference.partition(".")
        return step_key in self._steps and key in self._steps[step_key].questions

    def is_unknown(self, reference: str) -> bool:
        """Say whether ``step.field`` is asked and not answered yet: wrong, missing, or never met."""
        step = self._steps.get(reference.partition(".")[0])
        if step is None or reference in self._values or not self.is_asked(reference):
            return False
        return step.key not in self.visited or reference.partition(".")[2] in step.errors

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

    def _keys_after(self, key: str) -> list[str]:
        keys = [step.key for step in self.definition.steps]
        return keys[keys.index(key) + 1 :] if key in keys else []

    def _applying(self, keys: Any) -> Iterator[JourneyStep]:
        return (self._steps[key] for key in keys if key in self._steps)


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
    return list(
        dict.fromkeys(name for part in conditions for one in part.leaves() for name in one.references)
    )


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
