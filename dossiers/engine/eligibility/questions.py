"""The questions that exits look at, and those among them that may be asked of nobody in particular."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dossiers.engine.exits import answers_behind

if TYPE_CHECKING:
    from dossiers.engine.kinds import Question
    from dossiers.engine.schema import Definition, Step


def looked_at(definition: Definition) -> list[tuple[str, Step, Question[Any]]]:
    """Return the fields that decide of the exits, as ``step.field``, step and field, as the form has them."""
    behind = {
        name
        for step in definition.steps
        for one in step.exits
        for name in answers_behind(definition, step, one.when)
    }
    named = [(f"{step.key}.{question.key}", step, question) for step, question in definition.questions()]
    return [one for one in named if one[0] in behind]


def asked_before_sign_in(definition: Definition) -> dict[str, tuple[Step, Question[Any]]]:
    """Return the questions that may be asked before anybody signs in, by ``step.field``.

    Those whose answers name nobody, and that no authentic source answers in their place.
    """
    return {
        name: (step, question)
        for name, step, question in looked_at(definition)
        if question.names_nobody and question.prefill is None
    }
