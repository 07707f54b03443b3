"""The answers as people read them: for the review page, the receipt, the helpdesk."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext, gettext_noop, override

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dossiers.engine.journey import Journey, JourneyStep
    from dossiers.engine.prefill import Prefilled

NONE: Final = {True: gettext_noop("Pas de réponse"), False: gettext_noop("Pas encore connu")}
"""What stands for no answer, to what is asked and to what is calculated."""


@dataclass(frozen=True)
class Row:
    """One question and its answer, in words; ``is_answered`` is false where there is none.

    ``is_asked`` is false of what is calculated: people change what it is calculated from.

    ``correction`` says where a locked answer comes from and who corrects it; it is empty for the others.
    ``item`` is the id of the item of a group that it shows.
    """

    step: str
    key: str
    kind: str
    label: str
    value: str
    is_answered: bool
    correction: str = ""
    item: str = ""
    is_asked: bool = True


@dataclass(frozen=True)
class ChangedAnswer:
    """One question answered otherwise, in words; an empty text where it was not asked."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class Section:
    """One step; ``may_visit`` says whether its answers may be changed now."""

    key: str
    title: str
    number: int
    is_complete: bool
    may_visit: bool
    rows: tuple[Row, ...]


def summary(
    journey: Journey, language: str, known: Mapping[str, Mapping[str, Prefilled]] | None = None
) -> list[Section]:
    """Return the steps that apply with every question asked, in one language.

    ``known`` is what authentic sources say, by step and field, where people may still change their answers.
    """
    sources = known or {}
    return [
        Section(
            key=step.key,
            title=step.title(language),
            number=step.number,
            is_complete=step.is_complete,
            may_visit=step.may_visit,
            rows=tuple(
                row
                for key in step.questions
                for row in _rows(step, key, language, sources.get(step.key, {}).get(key))
            ),
        )
        for step in journey.steps
    ]


def _rows(step: JourneyStep, key: str, language: str, known: Prefilled | None) -> list[Row]:
    """Return a question with its answer, or with the words for none; of a group, a row for each item."""
    question = step.questions[key]
    value = step.values.get(key)
    is_answered = value is not None
    if is_answered:
        lines = question.lines(value, language)
    else:
        with override(language):
            none = gettext("À corriger") if key in step.errors else gettext(NONE[question.asks])
        lines = [("", question.label(language), none)]
    with override(language):
        correction = str(known.source.correction) if known and known.locked else ""
    return [
        Row(step.key, key, question.kind, label, shown, is_answered, correction, item, question.asks)
        for item, label, shown in lines
    ]
