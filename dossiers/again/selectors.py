"""Which answers of a sent dossier a new draft of its démarche may begin with, and who may begin one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dossiers.engine.kinds import FileQuestion
from dossiers.receipts.selectors import is_proved
from enterprises.rights.permissions import Permission

if TYPE_CHECKING:
    from dossiers.dossier.models import Dossier
    from dossiers.engine.kinds.base import Question
    from dossiers.engine.schema import Definition
    from enterprises.rights.actor import Actor


def may_begin_again(actor: Actor, dossier: Dossier) -> bool:
    """Whether the actor may begin a request with what was sent, once its démarche is open."""
    return is_proved(dossier) and actor.can(Permission.FILL_DOSSIERS)


def answers_to_take(
    answers: dict[str, dict[str, Any]], *, sent_by: Definition, newest: Definition
) -> dict[str, dict[str, Any]]:
    """Return the answers, by step and field, that the newest definition asks in the same way.

    Files are added anew, and what authentic sources answer is read from them.
    """
    taken: dict[str, dict[str, Any]] = {}
    for step, question in newest.questions():
        given = answers.get(step.key, {})
        before = sent_by.question(f"{step.key}.{question.key}")
        if question.key in given and before is not None and _is_asked_alike(question, before):
            taken.setdefault(step.key, {})[question.key] = given[question.key]
    return taken


def _is_asked_alike(question: Question[Any], before: Question[Any]) -> bool:
    is_typed = not isinstance(question, FileQuestion) and not question.prefill
    return is_typed and type(question) is type(before)
