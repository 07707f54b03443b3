"""All questions of a démarche as a form on paper: to be read beforehand, or to note answers on."""

from __future__ import annotations

from dataclasses import dataclass
from functools import singledispatch
from typing import TYPE_CHECKING, Any, Final, Literal

from django.utils.translation import gettext, override

from dossiers.engine.groups.question import GroupOfQuestions
from dossiers.engine.kinds import ComputedQuestion, FileQuestion, MultipleChoiceQuestion
from dossiers.engine.kinds.address import AddressQuestion
from dossiers.engine.kinds.choices import ChoiceQuestion
from dossiers.engine.kinds.information import Information
from dossiers.engine.kinds.typed import LongTextQuestion
from dossiers.engine.kinds.yes_no import YesNoQuestion
from dossiers.engine.preparing import Speaker

if TYPE_CHECKING:
    from datetime import date

    from dossiers.engine.kinds.base import Question
    from dossiers.engine.schema import Definition, Step

MOST_BOXES: Final = 20
"""Options that are printed; a longer list is on the page of the step."""
Room = Literal["", "line", "lines"]


@dataclass(frozen=True)
class Answer:
    """How a question is answered on paper: in words, by boxes to tick, or in room to write."""

    words: str = ""
    boxes: tuple[str, ...] = ()
    room: Room = ""


@dataclass(frozen=True)
class Entry:
    """One question, with whether it may be left out and when it is asked; ``inside``, those of a group."""

    label: str
    hint: str
    note: str
    answer: Answer
    inside: tuple[Entry, ...] = ()


@dataclass(frozen=True)
class Sheet:
    """One step."""

    title: str
    intro: str
    note: str
    entries: tuple[Entry, ...]


def on_paper(definition: Definition, language: str, today: date) -> list[Sheet]:
    """Return every step with every question it may ask, in one language."""
    speaker = Speaker(definition, language, today)
    with override(language):
        return [
            Sheet(
                title=step.title(language),
                intro=step.intro(language) if step.intro else "",
                note=speaker.note(step, step.when),
                entries=tuple(_entry(step, question, speaker) for question in step.fields),
            )
            for step in definition.steps
        ]


def _entry(step: Step, question: Question[Any], speaker: Speaker, *, is_inside: bool = False) -> Entry:
    """Return a question of a step, or of a group in it, whose conditions are about one item."""
    note = speaker.note(step, None if is_inside else question.when, is_optional=question.optional)
    if is_inside and question.when:
        note = ", ".join(filter(None, (note, gettext("selon vos réponses"))))
    inner = question.questions if isinstance(question, GroupOfQuestions) else ()
    return Entry(
        label=question.label(speaker.language),
        hint=question.help_text(speaker.language),
        note=note,
        answer=_answer(question, speaker.language),
        inside=tuple(_entry(step, one, speaker, is_inside=True) for one in inner),
    )


@singledispatch
def _answer(question: Question[Any], language: str) -> Answer:
    """Return how a question of a kind is answered on paper: on a line, unless the kind says otherwise."""
    del language
    return _written(question, "line")


@_answer.register
def _(question: ChoiceQuestion, language: str) -> Answer:
    return _boxes(gettext("Cochez une réponse."), question.choices(language))


@_answer.register
def _(question: MultipleChoiceQuestion, language: str) -> Answer:
    return _boxes(gettext("Cochez toutes les réponses qui conviennent."), question.choices(language))


@_answer.register
def _(question: YesNoQuestion, language: str) -> Answer:
    boxes = tuple(question.display(value, language) for value in (True, False))
    return Answer(gettext("Cochez une réponse."), boxes)


@_answer.register
def _(_question: LongTextQuestion, _language: str) -> Answer:
    return Answer(room="lines")


@_answer.register
def _(question: AddressQuestion, _language: str) -> Answer:
    return _written(question, "lines")


@_answer.register
def _(_question: FileQuestion, _language: str) -> Answer:
    return Answer(gettext("Document à ajouter en ligne."))


@_answer.register
def _(_question: ComputedQuestion, _language: str) -> Answer:
    return Answer(gettext("Calculé par le portail."))


@_answer.register
def _(question: Information, language: str) -> Answer:
    lines = [question.text(language), *(f"– {point(language)}" for point in question.points)]
    return Answer("\n".join(lines))


@_answer.register
def _(question: GroupOfQuestions, language: str) -> Answer:
    sentence = gettext("À remplir pour chaque « %(item)s », %(most)s au plus.")
    return Answer(
        sentence % {"item": question.repeat.item_label.quoted(language), "most": question.repeat.max}
    )


def _written(question: Question[Any], room: Room) -> Answer:
    words = gettext("Le portail propose une réponse, que vous vérifiez.") if question.prefill else ""
    return Answer(words, room=room)


def _boxes(words: str, choices: list[tuple[str, str]]) -> Answer:
    if len(choices) > MOST_BOXES:
        return Answer(gettext("Vous choisirez la réponse dans une liste, en ligne."), room="line")
    return Answer(words, tuple(label for _key, label in choices))
