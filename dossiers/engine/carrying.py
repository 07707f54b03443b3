"""Which answers one version of a démarche may take over from another one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from dossiers.engine.kinds.base import Question
    from dossiers.engine.schema import Definition


def asked_alike(
    answers: Mapping[str, Mapping[str, Any]],
    *,
    before: Definition,
    after: Definition,
    takes: Callable[[Question[Any]], bool] = lambda _question: True,
) -> dict[str, dict[str, Any]]:
    """Return the answers, by step and field, as typed, that ``after`` asks by the same kind of question.

    Questions are known by their step and key. ``takes`` says which of them take an answer over at all.
    """
    taken: dict[str, dict[str, Any]] = {}
    for step, question in after.questions():
        given = answers.get(step.key, {})
        if question.key in given and takes(question) and is_alike(question, step.key, before):
            taken.setdefault(step.key, {})[question.key] = given[question.key]
    return taken


def is_alike(question: Question[Any], step: str, before: Definition) -> bool:
    """Say whether an earlier version asks a question at the same place by the same kind."""
    return type(before.question(f"{step}.{question.key}")) is type(question)
