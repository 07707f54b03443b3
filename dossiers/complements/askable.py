"""Which questions of a dossier a service may open again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dossiers.complements.errors import FieldRefused, FieldsMissing

if TYPE_CHECKING:
    from collections.abc import Collection

    from dossiers.engine.journey import Journey
    from dossiers.engine.kinds import Question


def askable(journey: Journey) -> list[str]:
    """Return the questions that may be asked again of what was sent, as ``step.field``, in order.

    Those that apply, except those that an authentic source answers, which the person could not correct here,
    and what the portal calculates itself.
    """
    return [
        f"{step.key}.{key}"
        for step in journey.steps
        for key, question in step.questions.items()
        if may_be_asked(question)
    ]


def may_be_asked(question: Question[Any]) -> bool:
    """Say whether the person answers a question themselves."""
    return question.asks and not (question.prefill and question.locked)


def opened_by(journey: Journey, wanted: Collection[str]) -> list[str]:
    """Return the questions that a request opens, in the order of the form: those wanted and what follows.

    Another answer may call for more: the questions that hang on those wanted open with them. Raises
    FieldsMissing, FieldRefused.
    """
    if not wanted:
        raise FieldsMissing
    if refused := set(wanted) - set(askable(journey)):
        raise FieldRefused(refused)
    definition = journey.definition
    found = set(definition.with_what_hangs_on_them(wanted))
    return [
        name
        for step, question in definition.questions()
        if (name := f"{step.key}.{question.key}") in found and may_be_asked(question)
    ]
