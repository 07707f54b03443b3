"""What follows from some answers, for the right: what is decided, and which questions may be asked next."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError

from dossiers.engine.conditions import Condition, Group, field_named, full_name, references_of
from dossiers.engine.kinds import ComputedQuestion, Facts, NotYetKnown

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from dossiers.engine.eligibility.survey import Survey
    from dossiers.engine.exits import Exit
    from dossiers.engine.kinds import Question
    from dossiers.engine.schema import Step


@dataclass
class Outlook:
    """What ``values``, understood answers by ``step.field``, say of the exits; None is an answer left out."""

    survey: Survey
    values: Mapping[str, Any]
    today: date
    known: dict[str, Any] = field(default_factory=dict)
    open: set[str] = field(default_factory=set)
    ready: set[str] = field(default_factory=set)
    ruled_out: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        for name, step, question in self.survey.fields:
            self._place(name, step, question)

    def _place(self, name: str, step: Step, question: Question[Any]) -> None:
        """Take a field in: its answer is known, open, or ruled out; ``ready`` when it is asked for sure."""
        applies = self._settled(step, step.when, question.when)
        if applies is False:
            self.ruled_out.add(name)
            return
        if isinstance(question, ComputedQuestion):
            self._calculate(name, step, question, is_sure=applies is True)
        elif name not in self.values:
            self.open.add(name)
            if applies is True and name in self.survey.askable:
                self.ready.add(name)
        elif applies is not True:
            self.open.add(name)
        elif (value := self.values[name]) is not None:
            parts = question.part_values(value)
            self.known |= {name: value, **{f"{name}.{part}": one for part, one in parts.items()}}

    def _calculate(self, name: str, step: Step, question: ComputedQuestion, *, is_sure: bool) -> None:
        looks_at = [field_named(full_name(one, step.key)) for one in question.looks_at()]
        if not is_sure or not self.open.isdisjoint(looks_at):
            self.open.add(name)
            return
        facts = Facts(self.today, value_of=lambda one: self.known.get(full_name(one, step.key)))
        try:
            value = question.answer(None, facts)
        except (ValidationError, NotYetKnown):
            return
        if value is not None:
            self.known[name] = value

    def _settled(self, step: Step, *conditions: Condition | None) -> Condition | bool:
        """Decide conditions of a step, all of them together, as far as the answers do."""
        given = tuple(one for one in conditions if one is not None)
        return Group(given, needs_all=True).settled(
            lambda one: field_named(full_name(one, step.key)) in self.open,
            lambda one: self.known.get(full_name(one, step.key)),
            self.today,
        )

    @cached_property
    def undecided(self) -> list[tuple[Step, Exit]]:
        """The exits that answers still to come may decide."""
        return [one for one in self.survey.exits if isinstance(self._outcomes[id(one[1])], Condition)]

    @cached_property
    def is_met(self) -> bool:
        """Whether an exit is met, whatever is answered to the rest."""
        return bool(self.met)

    @cached_property
    def met(self) -> list[tuple[Step, Exit]]:
        """The exits that are met, whatever is answered to the rest."""
        return [one for one in self.survey.exits if self._outcomes[id(one[1])] is True]

    @cached_property
    def _outcomes(self) -> dict[int, Condition | bool]:
        return {id(one): self._settled(step, step.when, one.when) for step, one in self.survey.exits}

    @cached_property
    def to_ask(self) -> list[str]:
        """The questions that could be asked now about what is undecided, in the order of the form."""
        return [name for name in self.behind if name in self.ready]

    @cached_property
    def behind(self) -> list[str]:
        """The open fields behind what is undecided, in the order of the form, whether or not they apply."""
        if self.is_met:
            return []
        wanted = {
            name
            for step, one in self.undecided
            for name in self.survey.definition.with_what_they_hang_on(
                full_name(reference, step.key) for reference in self._left_of(one)
            )
        }
        return [
            name
            for name, _step, _question in self.survey.fields
            if name in wanted & self.open and name not in self.values
        ]

    def _left_of(self, one: Exit) -> Iterator[str]:
        left = self._outcomes[id(one)]
        yield from references_of(left if isinstance(left, Condition) else None)

    @property
    def is_decided(self) -> bool:
        """Whether nothing that can be asked would decide more."""
        return self.is_met or not self.to_ask
