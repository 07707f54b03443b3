"""What the pages of « Suis-je concerné ? » show: one question, or the verdict."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dossiers.catalogue.selectors import find_title
from dossiers.eligibility.state import written
from dossiers.engine.eligibility import WrongState
from dossiers.engine.forms import step_form
from dossiers.engine.groups.inside import changed
from dossiers.engine.journey import Journey
from dossiers.engine.summary import summary

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dossiers.engine import StepForm
    from dossiers.engine.eligibility import Check
    from dossiers.engine.summary import Row


def question_form(check: Check, asked: str, language: str, data: Mapping[str, Any] | None = None) -> StepForm:
    """Return the form of one question, ``step.field``; WrongState when it is not one of the check's."""
    if asked not in check.askable:
        raise WrongState
    step, question = check.askable[asked]
    part = changed(step, fields=(question,), when=None)
    return step_form(check.journey, step.key, language=language, data=data, part=part)


def retyped_form(check: Check, asked: str, raw: Any, language: str) -> StepForm:
    """Return the form of one question with what was typed in it, not judged."""
    step, question = check.askable[asked]
    answers = {**check.answers, step.key: {**check.answers.get(step.key, {}), question.key: raw}}
    journey = Journey(check.definition, answers, today=check.journey.today)
    part = changed(step, fields=(question,), when=None)
    return step_form(journey, step.key, language=language, part=part)


def question_context(check: Check, asked: str, form: StepForm, language: str) -> dict[str, Any]:
    """Return what the page of a question shows."""
    others = {name: raw for name, raw in check.given.items() if name != asked}
    return {
        "demarche": check.definition,
        "form": form,
        "asked": asked,
        "step": check.askable[asked][0],
        "state": written(check.definition, others),
        "answered": [row for row in answer_rows(check, language) if f"{row.step}.{row.key}" != asked],
    }


def verdict_context(check: Check, language: str) -> dict[str, Any]:
    """Return what the page of the verdict shows."""
    exits = [
        (one, find_title(one.way_on.demarche, language) if one.way_on.demarche else "") for one in check.exits
    ]
    return {
        "demarche": check.definition,
        "exits": exits,
        "leaves_open": check.leaves_open,
        "state": written(check.definition, check.given),
        "answered": answer_rows(check, language),
    }


def answer_rows(check: Check, language: str) -> list[Row]:
    """Return what was answered, in words, in the order of the form."""
    rows = [row for section in summary(check.journey, language) for row in section.rows]
    return [row for row in rows if f"{row.step}.{row.key}" in check.given]
