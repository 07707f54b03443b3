"""The definition language: what a démarche's file may say, as pydantic models."""

from __future__ import annotations

import math
from functools import cached_property
from typing import TYPE_CHECKING, Annotated, Any, Final, Literal

from pydantic import Discriminator, Field, StrictBool, StrictInt

from dossiers.engine.base import Key, Model, Slug, Text
from dossiers.engine.conditions import DeclaredCondition, field_named, full_name, references_of
from dossiers.engine.cosigners import MOST_COSIGNERS, Cosigner
from dossiers.engine.dates import CalendarDay, Moment
from dossiers.engine.declarations import DeclaredDeclaration
from dossiers.engine.exits import MOST_EXITS, Caution, Exit
from dossiers.engine.groups.question import GroupQuestion
from dossiers.engine.kinds import AnyQuestion, ComputedQuestion, Question
from dossiers.engine.limits import DecisionLimit, Limit
from dossiers.engine.routing import MOST_ROUTES, Channel, Channels, Route, Service
from dossiers.engine.rules import Rule
from dossiers.engine.themes import Keywords, Theme

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

Audience = Literal["citizen", "enterprise", "both"]
SECONDS_PER_STEP: Final = 20
MOST_ITEMS: Final = 30
"""Texts, declarations or channels in one list: more than anybody reads."""
MOST_RULES: Final = 100
HIGHEST_VERSION: Final = 2**31 - 1  # what the database keeps


class Retention(Model):
    """How long drafts and decided dossiers are kept."""

    drafts_days: StrictInt = Field(default=90, ge=7, le=730)
    decided_years: StrictInt = Field(default=10, ge=1, le=100)


class Step(Model):
    """One page of questions."""

    key: Key
    title: Text
    intro: Text | None = None
    when: DeclaredCondition | None = None
    fields: Annotated[
        tuple[Annotated[AnyQuestion | GroupQuestion, Discriminator("kind")], ...],
        Field(min_length=1, max_length=50),
    ]
    exits: Annotated[tuple[Exit, ...], Field(max_length=MOST_EXITS)] = Field(
        default=(), description="Answers with which the person has no right."
    )
    warnings: Annotated[tuple[Caution, ...], Field(max_length=MOST_EXITS)] = Field(
        default=(), description="What to know before going on."
    )

    @cached_property
    def questions(self) -> dict[str, Question[Any]]:
        """The fields that have an answer, given or calculated, by key."""
        return {field.key: field for field in self.fields if field.has_value}

    @property
    def keys(self) -> list[str]:
        """The keys of all its fields, in order."""
        return [field.key for field in self.fields]


class Definition(Model):
    """One version of a démarche."""

    slug: Slug
    version: StrictInt = Field(ge=1, le=HIGHEST_VERSION)
    audience: Audience
    level: Literal[450, 500] = 450
    title: Text
    summary: Text = Field(description="One or two sentences, for the catalogue.")
    theme: Theme | None = Field(default=None, description="Under what people find it in the catalogue.")
    keywords: Keywords = Field(default=Keywords(), description="Other words by which people look for it.")
    for_whom: Text | None = Field(default=None, description="Who may ask.")
    outcome: Text | None = Field(default=None, description="What one gets.")
    service: Service
    legal_basis: Annotated[tuple[Text, ...], Field(max_length=MOST_ITEMS)] = ()
    opens: CalendarDay
    closes: CalendarDay | None = Field(default=None, description="The last day to send a request.")
    closed_because: Text | None = Field(default=None, description="Why, told once it is closed.")
    takes_effect: Moment | None = Field(
        default=None, description="When this version becomes the current one; at once unless given."
    )
    decision: DecisionLimit | None = Field(default=None, description="The legal time limit of the decision.")
    decision_days: StrictInt | None = Field(
        default=None, ge=1, le=730, description="In short: so many calendar days from the complete dossier."
    )
    remedies: Text | None = Field(
        default=None, description="How a decision may be contested; the usual ways unless given."
    )
    second_reading: StrictBool = Field(
        default=False, description="A case officer proposes the decision, another one confirms it."
    )
    prepare: tuple[Text, ...] = Field(
        default=(), max_length=MOST_ITEMS, description="What to have at hand, besides the files asked for."
    )
    retention: Retention = Retention()
    steps: Annotated[tuple[Step, ...], Field(min_length=1, max_length=20)]
    rules: Annotated[tuple[Rule, ...], Field(max_length=MOST_RULES)] = ()
    declarations: Annotated[tuple[DeclaredDeclaration, ...], Field(min_length=1, max_length=MOST_ITEMS)]
    cosigners: Annotated[tuple[Cosigner, ...], Field(max_length=MOST_COSIGNERS)] = Field(
        default=(), description="Who else must sign before the request is sent."
    )
    signature_days: StrictInt = Field(
        default=30, ge=3, le=90, description="How many days they have to sign; then it is a draft again."
    )
    delivery: Channels
    routes: Annotated[tuple[Route, ...], Field(max_length=MOST_ROUTES)] = Field(
        default=(), description="Other competent services by the answers: the first whose condition holds."
    )

    def step(self, key: str) -> Step | None:
        """Return the step of that key."""
        return self._steps.get(key)

    def question(self, reference: str) -> Question[Any] | None:
        """Return the field that ``step.field`` refers to."""
        step_key, _dot, key = reference.partition(".")
        step = self._steps.get(step_key)
        return step.questions.get(key) if step else None

    def compared(self, reference: str) -> Question[Any] | None:
        """Return what a condition compares: the field ``step.field``, or its part ``step.field.part``."""
        field = field_named(reference)
        question = self.question(field)
        if question is None or reference == field:
            return question
        return question.parts.get(reference.removeprefix(f"{field}."))

    def references(self, step: Step) -> list[str]:
        """Return what conditions may compare of a step: fields and their parts, under full names."""
        names = [(f"{step.key}.{key}", question) for key, question in step.questions.items()]
        return [name for name, _question in names] + [
            f"{name}.{part}" for name, question in names for part in question.parts
        ]

    def questions(self) -> Iterator[tuple[Step, Question[Any]]]:
        """Give every field that has an answer with its step."""
        for step in self.steps:
            for question in step.questions.values():
                yield step, question

    def with_what_they_hang_on(self, references: Iterable[str]) -> list[str]:
        """Return references, ``step.field``, then those that decide of them, each once.

        They decide whether it is asked, or what it comes to.
        """
        found = list(dict.fromkeys(map(field_named, references)))
        for reference in found:  # grows while it is walked
            found += [name for name in self._hangs_on.get(reference, ()) if name not in found]
        return found

    def with_what_hangs_on_them(self, references: Iterable[str]) -> list[str]:
        """Return references, ``step.field``, then those of which they decide, each once."""
        found = list(dict.fromkeys(references))
        for reference in found:  # grows while it is walked
            found += [name for name, on in self._hangs_on.items() if reference in on and name not in found]
        return found

    def is_open(self, day: date) -> bool:
        """Say whether a request may be sent on that day."""
        return self.opens <= day and (self.closes is None or day <= self.closes)

    def is_for(self, space_kind: str) -> bool:
        """Say whether a space of that kind (citizen or enterprise) may use it."""
        return self.audience in {"both", space_kind}

    def routed(self, route: str) -> Definition:
        """Return the definition as it is for a dossier of that route: with its own service and delivery."""
        return self._routed.get(route, self)

    def services(self) -> Iterator[tuple[Service, tuple[Channel, ...]]]:
        """Give every service that gets requests, whatever the answers, each with the ways to it."""
        yield self.service, self.delivery
        for route in self.routes:
            yield route.service, route.delivery

    @property
    def all_delivery(self) -> list[Channel]:
        """The channels of all its services."""
        return [channel for _service, channels in self.services() for channel in channels]

    @cached_property
    def limit(self) -> Limit | None:
        """The legal time limit of the decision, however it is declared."""
        return Limit(amount=self.decision_days) if self.decision_days else self.decision

    @cached_property
    def has_exits(self) -> bool:
        """Whether some answers give no right."""
        return any(step.exits for step in self.steps)

    @cached_property
    def has_warnings(self) -> bool:
        """Whether some answers call for a warning."""
        return any(step.warnings for step in self.steps)

    @cached_property
    def minutes(self) -> int:
        """How long filling it in takes, estimated from its fields."""
        seconds = sum(field.seconds for step in self.steps for field in step.fields)
        return max(1, math.ceil((seconds + SECONDS_PER_STEP * len(self.steps)) / 60))

    def content(self) -> dict[str, Any]:
        """Return the definition as JSON, without words left to their default: new ones change nothing."""
        return self.model_dump(mode="json", exclude_defaults=True)

    @cached_property
    def _hangs_on(self) -> dict[str, list[str]]:
        """The references that decide whether each field is asked, or what it comes to, each once."""
        return {
            f"{step.key}.{question.key}": list(
                dict.fromkeys(field_named(full_name(name, step.key)) for name in _looked_at(step, question))
            )
            for step, question in self.questions()
        }

    @cached_property
    def _routed(self) -> dict[str, Definition]:
        return {
            one.key: self.model_copy(update={"service": one.service, "delivery": one.delivery, "routes": ()})
            for one in self.routes
        }

    @cached_property
    def _steps(self) -> dict[str, Step]:
        return {step.key: step for step in self.steps}


def _looked_at(step: Step, question: Question[Any]) -> Iterator[str]:
    """Give the answers that a field's conditions and formulas look at, as the file names them."""
    yield from references_of(step.when)
    yield from references_of(question.when)
    if isinstance(question, ComputedQuestion):
        yield from question.looks_at()
