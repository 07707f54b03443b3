"""Which question to ask next: one whose answer can still change the verdict, the one that decides soonest."""

from __future__ import annotations

from functools import cached_property
from itertools import chain, combinations
from typing import TYPE_CHECKING, Any, Final

from django.core.exceptions import ValidationError

from dossiers.engine.conditions import OPERATORS, Comparison, field_named, full_name
from dossiers.engine.eligibility.outlook import Outlook
from dossiers.engine.eligibility.questions import asked_before_sign_in, looked_at
from dossiers.engine.kinds import ComputedQuestion, Facts, MultipleChoiceQuestion

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from dossiers.engine.conditions import Condition, Leaf
    from dossiers.engine.exits import Exit
    from dossiers.engine.kinds import Question
    from dossiers.engine.schema import Definition, Step

MOST_TRIALS: Final = 400
"""Answers tried to tell whether a question matters; beyond, it is asked."""
MOST_TOGETHER: Final = 4
"""Options of one question that are tried in every combination."""


class Survey:
    """The exits of a definition on one day, and what can be answered to the questions behind them."""

    def __init__(self, definition: Definition, today: date) -> None:
        self.definition = definition
        self.today = today
        self.fields = looked_at(definition)
        self.askable = asked_before_sign_in(definition)
        self.exits: list[tuple[Step, Exit]] = [(step, one) for step in definition.steps for one in step.exits]

    def outlook(self, values: Mapping[str, Any]) -> Outlook:
        """Return what follows from these answers."""
        return Outlook(self, values, self.today)

    def is_asked_here(self, name: str) -> bool:
        """Say whether a field is asked before anybody signs in, or calculated from what is."""
        return name in self.askable or name in self._calculated

    def next_question(self, values: Mapping[str, Any]) -> str | None:
        """Return the question to ask next; None when no answer can change the verdict any more.

        Of those that can, the one with the most answers that end the questions; the first of the form among
        equals. Where none of those that apply for sure can, but the verdict is open, it is one that is asked
        whatever is answered to what its condition looks at.
        """
        outlook = self.outlook(values)
        asked = [name for name in outlook.to_ask if self._matters(name, values)]
        if not asked and len(self._verdicts(values, iter(range(MOST_TRIALS)))) > 1:
            unsure = [name for name in outlook.behind if name in self.askable.keys() - outlook.ready]
            always = [name for name in unsure if self._is_always_asked(name, values)]
            asked = [name for name in always if self._matters(name, values)]
            asked = asked or outlook.to_ask[:1]
        return max(asked, key=lambda name: self._decided_by(name, values), default=None)

    def _verdicts(self, values: Mapping[str, Any], trials: Iterator[int]) -> set[bool]:
        """Return whether an exit is met, for each way to answer the rest; both when that takes too long."""
        if next(trials, None) is None:
            return {True, False}
        outlook = self.outlook(values)
        if outlook.is_decided:
            return {outlook.is_met}
        name = next((name for name in outlook.to_ask if name in self._possible), None)
        if name is None:
            return {True, False}
        found: set[bool] = set()
        for value in self._possible[name]:
            found |= self._verdicts({**values, name: value}, trials)
            if len(found) > 1:
                break
        return found

    def _is_always_asked(self, name: str, values: Mapping[str, Any]) -> bool:
        """Say whether a question is asked whatever is answered to those that decide of it."""
        return self._is_asked_whatever(name, values, iter(range(MOST_TRIALS)))

    def _is_asked_whatever(self, name: str, values: Mapping[str, Any], trials: Iterator[int]) -> bool:
        outlook = self.outlook(values)
        if name in outlook.ready or name in outlook.ruled_out or next(trials, None) is None:
            return name in outlook.ready
        deciding = self.definition.with_what_they_hang_on([name])
        gate = next((one for one in outlook.ready if one in deciding and one in self._possible), None)
        return gate is not None and all(
            self._is_asked_whatever(name, {**values, gate: value}, trials) for value in self._possible[gate]
        )

    def is_met_whatever(self, values: Mapping[str, Any]) -> bool:
        """Say whether answers that cannot be changed any more by what may be asked meet an exit."""
        outlook = self.outlook(values)
        while outlook.to_ask:
            values = {**values, outlook.to_ask[0]: self._possible.get(outlook.to_ask[0], [None])[0]}
            outlook = self.outlook(values)
        return outlook.is_met

    def _decided_by(self, name: str, values: Mapping[str, Any]) -> float:
        """Return the share of possible answers to a question after which nothing is left to ask."""
        tried = self._possible.get(name, [])
        ends = [value for value in tried if self.outlook({**values, name: value}).is_decided]
        return len(ends) / len(tried) if tried else 0

    def _matters(self, name: str, values: Mapping[str, Any]) -> bool:
        """Say whether two answers to a question, the others being the same, have different verdicts.

        When that takes too long to tell, or nobody can list the answers, it may.
        """
        if name not in self._possible:
            return True
        first, *others = self._possible[name]
        trials = iter(range(MOST_TRIALS))
        return any(self._differ({**values, name: first}, {**values, name: one}, trials) for one in others)

    def _differ(self, one: Mapping[str, Any], other: Mapping[str, Any], trials: Iterator[int]) -> bool:
        """Say whether some answers to the rest give two sets of answers different verdicts."""
        if next(trials, None) is None:
            return True
        left, right = self.outlook(one), self.outlook(other)
        if left.is_decided and right.is_decided:
            return left.is_met is not right.is_met
        open_ = dict.fromkeys([*left.to_ask, *right.to_ask])
        name = next((name for name in open_ if name in self._possible), None)
        if name is None:
            return True
        return any(
            self._differ({**one, name: value}, {**other, name: value}, trials)
            for value in self._possible[name]
        )

    @cached_property
    def _calculated(self) -> set[str]:
        return {name for name, _step, question in self.fields if not question.asks}

    @cached_property
    def _possible(self) -> dict[str, list[Any]]:
        """For each question whose answers can be listed, one of every sort that conditions tell apart."""
        leaves: dict[str, list[Comparison | None]] = {name: [] for name in self.askable}
        for step, condition in self._conditions():
            for leaf in condition.leaves():
                for reference in leaf.references:
                    name = full_name(reference, step.key)
                    leaves.get(field_named(name), []).append(_whole(leaf, name))
        for _name, step, question in self.fields:
            if isinstance(question, ComputedQuestion):
                for one in question.looks_at():
                    leaves.pop(field_named(full_name(one, step.key)), None)
        return {
            name: self._sorts(self.askable[name][1], [one for one in compared if one is not None])
            for name, compared in leaves.items()
            if None not in compared
        }

    def _conditions(self) -> Iterator[tuple[Step, Condition]]:
        """Give the conditions that decide of the exits, each with its step."""
        for step, one in self.exits:
            yield step, one.when
        for _name, step, question in self.fields:
            for condition in (step.when, question.when):
                if condition is not None:
                    yield step, condition
        for step in {id(step): step for step, _exit in self.exits}.values():
            if step.when is not None:
                yield step, step.when

    def _sorts(self, question: Question[Any], compared: list[Comparison]) -> list[Any]:
        """Return a possible answer of every sort that these comparisons tell apart."""
        found: dict[tuple[bool, ...], Any] = {}
        for value in _answers(question, compared, self.today):
            told = tuple(OPERATORS[one.operator].says(value, one.operand, self.today) for one in compared)
            found.setdefault(told, value)
        return list(found.values())


def _whole(leaf: Leaf, name: str) -> Comparison | None:
    """Return a comparison of a whole answer with a value, None for what looks at it in another way."""
    return leaf if isinstance(leaf, Comparison) and name == field_named(name) else None


def _answers(question: Question[Any], compared: list[Comparison], today: date) -> Iterator[Any]:
    """Give possible answers to a question, None where it may be left out."""
    operands: list[Any] = []
    for one in compared:
        if one.operator != "answered":
            operands += one.operand if isinstance(one.operand, tuple) else [one.operand]
    if isinstance(question, MultipleChoiceQuestion):
        yield from _combinations(question, operands, today)
    else:
        yield from question.samples(operands, today)
    if question.optional:
        yield None


def _combinations(
    question: MultipleChoiceQuestion, operands: list[Any], today: date
) -> Iterator[tuple[str, ...]]:
    """Give choices of several options: each combination of those named, as few others as are allowed."""
    named = [key for key in question.keys if key in operands]
    others = [key for key in question.keys if key not in named]
    together = chain.from_iterable(combinations(named, many) for many in range(len(named) + 1))
    for chosen in together:
        for more in range(len(others) + 1):
            try:
                yield question.understand([*chosen, *others[:more]], Facts(today))
            except ValidationError:
                continue
            break
