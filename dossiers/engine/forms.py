"""The Django form of one step, and which of its fields are shown while answers are unknown (ADR 0050)."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import override

from dossiers.engine.conditions import Condition, field_named, full_name, references_of
from dossiers.engine.journey import Journey
from dossiers.engine.kinds import ComputedQuestion, FileQuestion
from dossiers.engine.widgets import Calculated, LockedAnswer

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

    from dossiers.engine.kinds import Question
    from dossiers.engine.prefill import Prefilled
    from dossiers.engine.schema import Step
    from dossiers.engine.widgets import AnswerField


class StepForm(forms.Form):
    """Shows the questions of a step; the journey judges the answers, so that page and submission agree.

    Fields whose condition depends on earlier steps only are there or not. Those that depend on this very page
    are always in the HTML and judged only when their condition holds. A script hides the others, as the
    server tells it: ``asked`` for what the page shows now, and anew when an answer that decides changes.
    """

    use_required_attribute = False
    begins_with_saved = True
    fields: dict[str, AnswerField]  # type: ignore[assignment]  # every field is one of ours

    def __init__(
        self,
        step: Step,
        journey: Journey,
        *,
        language: str,
        data: Mapping[str, Any] | None,
        known: Mapping[str, Prefilled],
        was_left: bool,
        is_alone: bool,
    ) -> None:
        self._step = step
        self._language = language
        self._known = known
        self._is_alone = is_alone
        self._was_left = was_left
        self._journey = journey
        stored = journey.answers.get(step.key, {})
        super().__init__(data=data, initial=dict(stored))
        facts = journey.facts_in(step)
        left = dict(outcomes(journey, step, unknown=step.keys, is_alone=is_alone))
        for question in step.fields:
            if left[question.key] is False:
                continue
            field = question.form_field(language, stored.get(question.key), facts)
            if question.key in known:
                _show_source(field, question, known[question.key], language)
            self.fields[question.key] = field
        self._mark_conditional({key: one for key, one in left.items() if isinstance(one, Condition)})
        self._show_calculated()

    @property
    def has_tables(self) -> bool:
        """Whether the page has buttons before its own."""
        return any(getattr(one.widget, "is_table", False) for one in self.fields.values())

    @property
    def questions(self) -> dict[str, Question[Any]]:
        """The questions of the page that have an answer, shown or not, by key."""
        return self._step.questions

    def _mark_conditional(self, conditional: Mapping[str, Condition]) -> None:
        """Tell the page which fields depend on others of it, whether they are asked now, and which decide."""
        for key, condition in conditional.items():
            self.fields[key].asked = key in self.asked
            self._mark_deciding(references_of(condition))
        for question in self._calculated():
            self._mark_deciding(question.looks_at())
        self.is_conditional = bool(conditional) or any(one.decides for one in self.fields.values())

    def _mark_deciding(self, references: Iterable[str]) -> None:
        """Tell the page that it looks different with other answers to these questions of it."""
        full = [full_name(reference, self._step.key) for reference in references]
        for name in self._journey.definition.with_what_they_hang_on(full):
            step_key, _dot, decider = name.partition(".")
            if step_key == self._step.key and decider in self.fields:
                self.fields[decider].decides = True

    def _calculated(self) -> Iterator[ComputedQuestion]:
        """Give the questions of the page whose answer the portal calculates."""
        for key in self.fields:
            question = self._step.questions.get(key)
            if isinstance(question, ComputedQuestion):
                yield question

    @cached_property
    def calculated(self) -> dict[str, str]:
        """What is calculated from what was just typed, in words; what is not known yet is left out."""
        judged = self.journey.step(self._step.key)
        values = judged.values if judged and not self._is_alone else {}
        return {
            one.key: one.display(values[one.key], self._language)
            for one in self._calculated()
            if one.key in values
        }

    def _show_calculated(self) -> None:
        for key, shown in self.calculated.items():
            widget = self.fields[key].widget
            if isinstance(widget, Calculated):
                widget.shown = shown

    def raw_values(self) -> dict[str, Any]:
        """Return the declared fields as typed, for the draft; never fails.

        Fields that were not sent keep what the draft has. Those that are not on the page are kept as sent:
        they were, until another tab changed what they depend on. Locked ones are left out: they are read from
        their source every time, so the draft holds no copy.
        """
        stored = self._journey.answers.get(self._step.key, {})
        raws = {key: stored[key] for key in self._step.questions if key in stored}
        for key, field in self.fields.items():
            question = self._step.questions.get(key)
            if field.disabled or (question is not None and not question.asks):
                raws.pop(key, None)
            elif question is not None and self.is_bound:
                raws[key] = question.tidy(self[key].data)
        return raws | dict(self._sent_unasked(stored))

    def _sent_unasked(self, stored: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
        """Give what was sent of questions that the page does not have; of files, the draft has the ids."""
        for key, question in self._step.questions.items():
            if key in self.fields or isinstance(question, FileQuestion) or not question.asks:
                continue
            if key in self._known and self._known[key].locked:
                continue
            if any(name.partition("-")[0] == key for name in self.data):
                field = question.form_field(self._language, stored.get(key), self._journey.facts)
                yield key, question.tidy(field.get_bound_field(self, key).data)

    @cached_property
    def journey(self) -> Journey:
        """The journey with what was just typed."""
        step, before = self._step.key, self._journey
        if not self.is_bound:
            return before
        answers = {**before.answers, step: {**before.answers.get(step, {}), **self.raw_values()}}
        facts = before.facts
        return Journey(
            before.definition,
            answers,
            today=facts.today,
            files=facts.files,
            visited={*before.visited, step},
            unconfirmed=before.unconfirmed - {step},
            closed_on=facts.closed_on,
        )

    @cached_property
    def asked(self) -> set[str]:
        """The keys of the fields that what was just typed asks, or may ask: a file may be on its way."""
        arriving = [
            key
            for key, question in self._step.questions.items()
            if isinstance(question, FileQuestion) and self.data.get(self.add_prefix(key))
        ]
        return may_be_asked(self.journey, self._step, arriving, is_alone=self._is_alone)

    def full_clean(self) -> None:
        """Judge what was just typed.

        Of what was saved before, tell which answers do not go together; which are wrong, once the person has
        left the step; never what is only missing.
        """
        super().full_clean()
        judged = self.journey.step(self._step.key)
        if self.is_bound or judged is None:
            return
        clashing = {error.field for error in self.journey.rule_errors if error.step == self._step.key}
        self.cleaned_data: dict[str, Any] = {}
        for key, error in judged.wrong.items():
            if key in self._step.questions and (self._was_left or key in clashing):
                self.add_error(key if key in self.fields else None, error)

    def _clean_fields(self) -> None:
        """Take values and errors from the journey with what was just typed."""
        judged = self.journey.step(self._step.key)
        if judged is None:
            return
        self.cleaned_data = dict(judged.values)
        for key, error in judged.errors.items():
            if key in self._step.questions:
                self.add_error(key if key in self.fields else None, error)


def _show_source(field: AnswerField, question: Question[Any], known: Prefilled, language: str) -> None:
    """Say where the answer comes from; a locked one is shown as text."""
    field.source = known.source.name
    if known.locked:
        field.disabled = True
        own_hint = question.hint(language) if question.hint else ""
        field.help_text = f"{own_hint} {known.source.correction}".strip()
        field.widget = LockedAnswer(question.display(known.value, language))
    else:
        field.help_text = f"{field.help_text} {known.source.correction}".strip()


def step_form(
    journey: Journey,
    step_key: str,
    *,
    language: str,
    data: Mapping[str, Any] | None = None,
    known: Mapping[str, Mapping[str, Prefilled]] | None = None,
    was_left: bool = False,
    is_alone: bool = False,
    part: Step | None = None,
) -> StepForm:
    """Return the form of a step, or of ``part`` of its fields; KeyError when there is no such step.

    ``journey`` is made from the answers with ``known`` filled in (``prefilled`` and ``with_prefilled``): what
    authentic sources say of a field, and whether the browser may say otherwise. ``was_left``: the person went
    on from the step, or comes back to it another day. ``is_alone``: the answers of other steps
    may not be looked at, so that every field they could call for is there.
    """
    step = journey.definition.step(step_key)
    if step is None:
        raise KeyError(step_key)
    with override(language):
        return StepForm(
            part or step,
            journey,
            language=language,
            data=data,
            known=(known or {}).get(step_key, {}),
            was_left=was_left,
            is_alone=is_alone,
        )


def may_be_asked(
    journey: Journey, step: Step, unknown: Collection[str], *, is_alone: bool = False
) -> set[str]:
    """Return the keys of the step's fields that are asked, or may be once ``unknown`` answers are known.

    ``unknown`` names fields of the step whose answer is under way, such as a file that is chosen and not sent
    yet; when the step ``is_alone``, the answers of all others are unknown too. Every field of
    a step that does not apply now is returned: nothing is sure of it.
    """
    if journey.step(step.key) is None:
        return {field.key for field in step.fields}
    return {
        key for key, outcome in outcomes(journey, step, unknown, is_alone=is_alone) if outcome is not False
    }


def outcomes(
    journey: Journey, step: Step, unknown: Collection[str], *, is_alone: bool = False
) -> Iterator[tuple[str, Condition | bool]]:
    """Give every field's key with whether it applies, or with what is left of its condition.

    A field that may apply has an answer that is unknown as well; one that does not apply has none.
    """
    is_open, value_of = _readers(journey, step, opened := set(unknown), is_alone=is_alone)
    for field in step.fields:
        outcome = field.when.settled(is_open, value_of, journey.today) if field.when else True
        hangs = isinstance(field, ComputedQuestion) and any(map(is_open, field.looks_at()))
        if isinstance(outcome, Condition) or (outcome and hangs):
            opened.add(field.key)
        elif not outcome:
            opened.discard(field.key)
        yield field.key, outcome


def _readers(
    journey: Journey, step: Step, opened: Collection[str], *, is_alone: bool
) -> tuple[Callable[[str], bool], Callable[[str], Any]]:
    """Return what says of a reference that its answer is unknown, and what gives its value."""

    def is_open(reference: str) -> bool:
        step_key, _dot, key = field_named(full_name(reference, step.key)).partition(".")
        return key in opened if step_key == step.key else is_alone

    return is_open, lambda reference: journey.value(full_name(reference, step.key))
