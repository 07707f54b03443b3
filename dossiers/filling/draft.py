"""A draft in memory: its definition, what was typed, its files, and where that leaves the person."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Protocol

from django.utils.timezone import localdate
from django.utils.translation import get_language

from dossiers.dossier.standing import Standing
from dossiers.engine.forms import step_form
from dossiers.engine.journey import Journey
from dossiers.engine.kinds import FileQuestion
from dossiers.engine.prefill import prefilled, with_prefilled
from dossiers.filling.models import Attachment, StepAnswers

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from datetime import date

    from dossiers.dossier.models import Dossier
    from dossiers.engine.forms import StepForm
    from dossiers.engine.prefill import Prefilled
    from dossiers.engine.schema import Definition, Step


class SavedAnswers(Protocol):
    """The answers of one step as saved last: in a draft, or for a request of complement."""

    step: Any
    values: Any
    revision: Any
    saved_at: Any
    saved_by: Any


@dataclass(frozen=True)
class Draft:
    """What the pages of a draft are made from; nothing in it reads or writes the database.

    ``typed`` is what the person wrote; ``answers`` adds what the browser has no say in: the ids of the files.
    ``closed_on`` asks the register of an establishment, once somebody named one.
    ``is_withheld``: who looks may not be shown what is saved, nor told by the questions of a page.
    ``unconfirmed``: the steps where something was kept while somebody typed, and no button was pressed since.
    ``part``: the questions that the page of a step shows, when it is that of one item of ``opened_group``.
    """

    dossier: Dossier
    definition: Definition
    saved: Mapping[str, SavedAnswers]
    typed: Mapping[str, Mapping[str, Any]]
    attachments: tuple[Attachment, ...]
    sources: Mapping[str, Any]
    closed_on: Callable[[str], date | None] | None = None
    today: date = field(default_factory=localdate)
    is_withheld: bool = False
    unconfirmed: frozenset[str] = frozenset()
    part: Step | None = None
    opened_group: str = ""

    @cached_property
    def files(self) -> dict[str, Attachment]:
        """The stored files by id, as the engine names them."""
        return {str(attachment.pk): attachment for attachment in self.attachments}

    @cached_property
    def answers(self) -> dict[str, dict[str, Any]]:
        """The answers as the engine takes them, before authentic data."""
        answers = {step: dict(values) for step, values in self.typed.items()}
        for step, question in self.file_questions():
            answers.setdefault(step, {})[question.key] = [
                str(attachment.pk) for attachment in self.files_of(step, question.key)
            ]
        return answers

    @cached_property
    def known(self) -> dict[str, dict[str, Prefilled]]:
        """What authentic sources answer, by step and field."""
        return prefilled(self.definition, self.sources, today=self.today)

    @cached_property
    def journey(self) -> Journey:
        """Which steps apply, which are complete, which may be visited."""
        answers = with_prefilled(self.answers, self.known)
        return Journey(
            self.definition,
            answers,
            today=self.today,
            files=self.files,
            visited=self.visited,
            unconfirmed=self.unconfirmed,
            closed_on=self.closed_on,
        )

    @property
    def visited(self) -> set[str]:
        """The steps where something was saved: their answers stay open."""
        return {*self.typed, *(attachment.step for attachment in self.attachments)}

    @property
    def step_to_resume(self) -> str | None:
        """Where somebody typed last without a button, else the first step never saved or not complete.

        None when only the review is left.
        """
        if self.typed_last:
            return self.typed_last.step
        steps = self.journey.steps
        return next((step.key for step in steps if step.key not in self.typed or not step.is_complete), None)

    @property
    def typed_last(self) -> StepAnswers | None:
        """What was kept last of a step that applies while somebody typed, and is not confirmed."""
        rows = [row for row in self.saved.values() if isinstance(row, StepAnswers)]
        kept = [row for row in rows if row.step in self.unconfirmed and self.journey.step(row.step)]
        return max(kept, key=attrgetter("saved_at"), default=None)

    @property
    def standing(self) -> Standing:
        """How far the draft has come."""
        step, steps = self.step_to_resume, self.journey.steps
        number = next((one.number for one in steps if one.key == step), None)
        return Standing(number, len(steps))

    def form(self, step: str, data: Mapping[str, Any] | None = None, *, is_filling: bool = False) -> StepForm:
        """Return the form of a step, with what was just posted or with the draft's answers.

        ``is_filling``: the person is in the middle of it, so nothing is told to be wrong yet.
        """
        language = get_language() or self.dossier.language
        return step_form(
            self.journey,
            step,
            language=language,
            data=data,
            known=self.known,
            was_left=not is_filling and self.was_left(step),
            is_alone=self.is_withheld,
            part=self.part,
        )

    def was_left(self, step: str) -> bool:
        """Say whether a later step was saved, or this one before today: limits counted from it have moved.

        Never of a step in the middle of which somebody stopped.
        """
        if step in self.unconfirmed:
            return False
        keys = [one.key for one in self.definition.steps]
        saved = self.saved.get(step)
        slept = saved is not None and localdate(saved.saved_at) < self.today
        return slept or (step in keys and not self.visited.isdisjoint(keys[keys.index(step) + 1 :]))

    def file_questions(self) -> Iterator[tuple[str, FileQuestion]]:
        """Give every question answered by files, with its step's key."""
        for step, question in self.definition.questions():
            if isinstance(question, FileQuestion):
                yield step.key, question

    def file_question(self, step: str, key: str) -> FileQuestion | None:
        """Return one question answered by files."""
        question = self.definition.question(f"{step}.{key}")
        return question if isinstance(question, FileQuestion) else None

    def files_of(self, step: str, key: str) -> list[Attachment]:
        """Return the stored files of one question."""
        return [one for one in self.attachments if (one.step, one.field) == (step, key)]

    def documents_by_question(self) -> list[tuple[str, FileQuestion, list[Attachment]]]:
        """Return the file questions that apply, each with its step's key and its files."""
        return [
            (key, question, self.files_of(key, question.key))
            for key, question in self.file_questions()
            if (step := self.journey.step(key)) and question.key in step.questions
        ]

    def new_attachment(self, step: str, key: str) -> Attachment:
        """Return a document yet to be stored."""
        return Attachment(dossier=self.dossier, step=step, field=key)

    @property
    def asked_attachments(self) -> list[Attachment]:
        """The files of the questions that apply: those that would be sent."""
        return [one for _step, _question, files in self.documents_by_question() for one in files]

    def values_to_save(self, step: str, form: StepForm) -> dict[str, Any]:
        """Return what was typed in a form, without files and locked answers, which are always re-read."""
        return {
            key: raw
            for key, raw in form.raw_values().items()
            if self.file_question(step, key) is None
            and not (key in form.fields and form.fields[key].disabled)
        }

    def is_open_at(self, step: str, key: str) -> bool:
        """Say whether the person may answer a question now: its step may be visited, and asks it."""
        position = self.journey.step(step)
        return position is not None and position.may_visit and key in position.questions

    def with_typed(self, step: str, values: Mapping[str, Any]) -> Draft:
        """Return the draft as it is once these answers are saved."""
        around = self.typed.get(step, {}) if self.part else {}
        unconfirmed = self.unconfirmed if self.part else self.unconfirmed - {step}
        return replace(self, typed={**self.typed, step: {**around, **values}}, unconfirmed=unconfirmed)

    def withheld(self) -> Draft:
        """Return the draft without anything that is saved."""
        return replace(self, typed={}, saved={}, attachments=(), unconfirmed=frozenset(), is_withheld=True)

    def with_attachments(self, attachments: tuple[Attachment, ...]) -> Draft:
        """Return the draft with these stored files."""
        return replace(self, attachments=attachments)
