"""Where somebody stands who asks « suis-je concerné ? »: the verdict, or the next question."""

from __future__ import annotations

from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError

from dossiers.engine.eligibility.survey import Survey
from dossiers.engine.exits import outcome
from dossiers.engine.journey import Journey

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from dossiers.engine.exits import Exit
    from dossiers.engine.schema import Definition


class Verdict(StrEnum):
    """What the answers mean."""

    OPEN = "open"
    NO_RIGHT = "no_right"
    SEEMS_RIGHT = "seems_right"


class WrongState(Exception):
    """What is said to have been answered cannot have been asked, or cannot have been answered so."""


class Check:
    """Answers as typed, by ``step.field``, to questions that may be asked before anybody signs in.

    WrongState for anything else: a name that is not asked, an answer that its question refuses.
    """

    def __init__(self, definition: Definition, given: Mapping[str, Any], *, today: date) -> None:
        self.definition = definition
        self.given = dict(given)
        self._survey = Survey(definition, today)
        self.askable = self._survey.askable
        if not self.askable.keys() >= given.keys():
            raise WrongState
        answers: dict[str, dict[str, Any]] = {}
        for name, raw in given.items():
            step, _dot, key = name.partition(".")
            answers.setdefault(step, {})[key] = raw
        self.journey = Journey(definition, answers, today=today)
        self._values = {name: self._understood(name) for name in given}

    def _understood(self, name: str) -> Any:
        step, question = self.askable[name]
        try:
            return question.answer(self.given[name], self.journey.facts_in(step))
        except ValidationError:
            raise WrongState from None

    @cached_property
    def next_question(self) -> str | None:
        """The question to ask next, ``step.field``; None when no answer can change the verdict."""
        return None if self._is_met else self._survey.next_question(self._values)

    @cached_property
    def verdict(self) -> Verdict:
        """What the answers mean, by the very function that judges the form."""
        if self._is_met:
            return Verdict.NO_RIGHT
        if self.next_question is not None:
            return Verdict.OPEN
        met = self._survey.is_met_whatever(self._values)
        return Verdict.NO_RIGHT if met else Verdict.SEEMS_RIGHT

    @property
    def exits(self) -> list[Exit]:
        """The exits that say why there is no right: those that are met; of several of which one is, all."""
        if self.verdict is not Verdict.NO_RIGHT:
            return []
        outlook = self._survey.outlook(self._values)
        return [one for _step, one in outlook.met or outlook.undecided]

    @property
    def answers(self) -> dict[str, dict[str, Any]]:
        """The answers that no other rules out, ``{step: {field: raw}}``: a request may begin with them."""
        kept: dict[str, dict[str, Any]] = {}
        for name in self.given.keys() - self._survey.outlook(self._values).ruled_out:
            step, _dot, key = name.partition(".")
            kept.setdefault(step, {})[key] = self.given[name]
        return kept

    @property
    def leaves_open(self) -> bool:
        """Whether the form looks at more than what can be asked before anybody signs in."""
        open_ = self._survey.outlook(self._values).behind
        return any(not self._survey.is_asked_here(name) for name in open_)

    @cached_property
    def _is_met(self) -> bool:
        exits = self._survey.exits
        return any(outcome(self.journey, step, one.when, self._is_unknown) is True for step, one in exits)

    def _is_unknown(self, name: str) -> bool:
        return self.journey.is_asked(name) and name not in self.given
