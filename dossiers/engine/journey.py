"""The journey: applicable steps, broken rules and payload, computed from a definition and answers alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError

from dossiers.engine.conditions import field_named, full_name
from dossiers.engine.exits import exits_met
from dossiers.engine.kinds import MISSING, Facts, NotYetKnown, Question, StoredFile
from dossiers.engine.rules import RULE, broken_rules

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator
    from datetime import date

    from dossiers.engine.base import Text
    from dossiers.engine.conditions import Condition
    from dossiers.engine.declarations import Declaration
    from dossiers.engine.exits import Exit
    from dossiers.engine.rules import RuleError
    from dossiers.engine.schema import Definition, Step

Answers = Mapping[str, Mapping[str, Any]]
"""What was typed: {step: {field: raw}}."""


@dataclass
class JourneyStep:
    """A step that applies: the questions asked, what was understood and what is wrong.

    ``is_awaited``: a rule waits for the person to open it. ``is_unconfirmed``: somebody stopped in the middle
    of typing there.
    """

    definition: Step
    number: int
    questions: dict[str, Question[Any]]
    values: dict[str, Any] = field(default_factory=dict)
    errors: dict[str, ValidationError] = field(default_factory=dict)
    is_awaited: bool = False
    is_unconfirmed: bool = False
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
        """Whether nothing is missing, wrong or still to be confirmed."""
        return not (self.errors or self.is_awaited or self.is_unconfirmed)

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
    steps somebody has saved: their answers stay open to change whatever is wrong elsewhere. ``unconfirmed``
    are those where somebody typed since a button was pressed. Whatever the answers hold, nothing here raises.
    """

    def __init__(
        self,
        definition: Definition,
        answers: Answers,
        *,
        today: date,
        files: Mapping[str, StoredFile] | None = None,
        visited: Collection[str] = (),
        unconfirmed: Collection[str] = (),
        closed_on: Callable[[str], date | None] | None = None,
    ) -> None:
        self.definition = definition
        self.today = today
        self.answers = answers
        self.facts = Facts(today, files, closed_on) if closed_on else Facts(today, files)
        self.visited = frozenset(visited)
        self.unconfirmed = frozenset(unconfirmed)
        self._values: dict[str, Any] = {}
        self._unknown: set[str] = set()
        self._steps: dict[str, JourneyStep] = {}
        for judged in self._judged_steps():
            self._steps[judged.key] = judged
        self.rule_errors: list[RuleError] = []
        obstacles = [step.number for step in self.steps if step.errors or step.is_unconfirmed]
        obstacles += [
            self._place(broken) for broken in (list(broken_rules(self)) if definition.rules else ())
        ]
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
        """Whether nothing is missing or wrong; who meets an exit may not send for all that."""
        return self.first_incomplete is None

    @cached_property
    def exits(self) -> list[tuple[Step, Exit]]:
        """The exits that the answers meet, each with its step: with one, the dossier may not be sent."""
        return list(exits_met(self)) if self.definition.has_exits else []

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
        """Say whether the person is asked the field ``step.field``."""
        step_key, _dot, key = reference.partition(".")
        question = self._steps[step_key].questions.get(key) if step_key in self._steps else None
        return question is not None and question.asks

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
            step.key: {
                key: step.questions[key].asked_only(raw, self.facts_in(step.definition))
                for key, raw in self._raws(step.key).items()
                if key in step.questions
            }
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
        judged = JourneyStep(step, number, questions={}, is_unconfirmed=step.key in self.unconfirmed)
        facts = self.facts_in(step)
        for key, question in step.questions.items():
            if question.when is not None and not question.when.holds(facts.value_of, self.today):
                continue
            judged.questions[key] = question
            try:
                value = question.answer(raws.get(key), facts)
            except ValidationError as error:
                judged.errors[key] = error
                self._unknown.add(full_name(key, step.key))
                continue
            except NotYetKnown:
                self._unknown.add(full_name(key, step.key))
                continue
            name = full_name(key, step.key)
            self._values |= {f"{name}.{part}": one for part, one in question.part_values(value).items()}
            if value is not None:
                judged.values[key] = self._values[name] = value
            elif not question.asks:
                del judged.questions[key]
        return judged

    @property
    def declarations(self) -> list[Declaration]:
        """The declarations that who sends these answers makes."""
        return [one for one in self.definition.declarations if self._meets(one.when)]

    @property
    def route(self) -> str:
        """The key of the first route whose condition the answers meet; nothing for everybody else."""
        return next((one.key for one in self.definition.routes if self._meets(one.when)), "")

    def _meets(self, condition: Condition | None) -> bool:
        return condition is None or condition.holds(self.value, self.today)

    def facts_in(self, step: Step) -> Facts:
        """Return what answers of a step are understood with: the values of the dossier among it."""
        return replace(
            self.facts,
            value_of=lambda name: self._values.get(full_name(name, step.key)),
            is_unknown=lambda name: field_named(full_name(name, step.key)) in self._unknown,
        )

    def _raws(self, step: str) -> Mapping[str, Any]:
        given = self.answers.get(step)
        return given if isinstance(given, Mapping) else {}

    def _keys_after(self, key: str) -> list[str]:
        keys = [step.key for step in self.definition.steps]
        return keys[keys.index(key) + 1 :] if key in keys else []

    def _applying(self, keys: Any) -> Iterator[JourneyStep]:
        return (self._steps[key] for key in keys if key in self._steps)
