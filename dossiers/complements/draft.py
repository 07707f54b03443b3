"""The answer to a request while it is prepared: what was sent, with only what is asked open."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.utils.translation import get_language

from dossiers.engine.kinds import FileQuestion
from dossiers.engine.summary import Row, summary
from dossiers.filling.draft import Draft
from dossiers.filling.models import Attachment

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from dossiers.complements.models import ComplementRequest
    from dossiers.engine.forms import StepForm
    from dossiers.engine.journey import JourneyStep


@dataclass(frozen=True)
class ComplementDraft(Draft):
    """A draft over what was sent last: the questions that the request does not open stay as they were sent.

    ``typed`` is all of it; ``today`` the day on which the request was made, by which it is judged.
    """

    request: ComplementRequest = field(kw_only=True)

    def opens(self, step: str, key: str) -> bool:
        """Whether the request opens this question."""
        opened = self.opened_group if self.part and key in self.part.questions else key
        return f"{step}.{opened}" in self.request.fields

    def opens_step(self, step: str) -> bool:
        """Whether the request opens a question of this step."""
        return any(name.partition(".")[0] == step for name in self.request.fields)

    def form(self, step: str, data: Mapping[str, Any] | None = None, *, is_filling: bool = False) -> StepForm:
        """Return the form of a step, with the questions that are open and no others."""
        form = super().form(step, data, is_filling=is_filling)
        for key in [key for key in form.fields if not self.opens(step, key)]:
            del form.fields[key]
        return form

    def values_to_save(self, step: str, form: StepForm) -> dict[str, Any]:
        """Return what was typed of the questions that are open, whatever else was sent."""
        values = super().values_to_save(step, form)
        return {key: raw for key, raw in values.items() if self.opens(step, key)}

    def with_typed(self, step: str, values: Mapping[str, Any]) -> Draft:
        """Return the draft as it is once these answers are saved."""
        return super().with_typed(step, {**self.typed.get(step, {}), **values})

    def file_questions(self) -> Iterator[tuple[str, FileQuestion]]:
        """Give the questions answered by files that are open."""
        for step, question in super().file_questions():
            if self.opens(step, question.key):
                yield step, question

    def file_question(self, step: str, key: str) -> FileQuestion | None:
        """Return one question answered by files, if it is open."""
        return super().file_question(step, key) if self.opens(step, key) else None

    def files_of(self, step: str, key: str) -> list[Attachment]:
        """Return the files added for the request, among them those sent before and kept."""
        return [one for one in super().files_of(step, key) if one.complement_id == self.request.pk]

    def new_attachment(self, step: str, key: str) -> Attachment:
        """Return a document yet to be stored, of this request."""
        return Attachment(dossier=self.dossier, step=step, field=key, complement=self.request)

    def with_attachments(self, attachments: tuple[Attachment, ...]) -> Draft:
        """Return the draft with these documents of the request, beside those that were sent."""
        sent = tuple(one for one in self.attachments if one.complement_id != self.request.pk)
        return super().with_attachments((*sent, *attachments))

    @property
    def asked_attachments(self) -> list[Attachment]:
        """The files of all questions that apply, open or not: those that would be sent."""
        return [
            self.files[one]
            for step in self.journey.steps
            for key, question in step.questions.items()
            if isinstance(question, FileQuestion)
            for one in self.answers.get(step.key, {}).get(key) or ()
            if one in self.files
        ]

    def prepared(self, step: str = "", values: Mapping[str, Any] | None = None) -> list[Row]:
        """Return the answers saved for the request, and ``values`` just typed of a step, as people read them.

        Of a request that was answered only ``values``: what was saved is sent. Documents are left out: those
        that are not sent are erased.
        """
        typed = {(step, key) for key in values or ()}
        if self.request.answered_at is None:
            typed |= {(one.step, key) for one in self.saved.values() for key in one.values}
        draft = self.with_typed(step, values) if values else self
        sections = summary(draft.journey, get_language() or self.dossier.language)
        return [row for section in sections for row in section.rows if (row.step, row.key) in typed]

    @cached_property
    def open_steps(self) -> list[JourneyStep]:
        """The steps that apply and where something is open, in order."""
        return [
            step for step in self.journey.steps if any(self.opens(step.key, key) for key in step.questions)
        ]
