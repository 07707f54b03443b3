"""Which questions of a dossier a service may open again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dossiers.complements.errors import FieldRefused, FieldsMissing

if TYPE_CHECKING:
    from collections.abc import Collection

    from dossiers.engine.journey import Journey


def askable(journey: Journey) -> list[str]:
    """Return the questions that may be asked again of what was sent, as ``step.field``, in order.

    Those that apply, except those that an authentic source answers: the person could not correct them here.
    """
    return [
        f"{step.key}.{key}"
        for step in journey.steps
        for key, question in step.questions.items()
        if not (question.prefill and question.locked)
    ]


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
        if (name := f"{step.key}.{question.key}") in found and not (question.prefill and question.locked)
    ]
