"""Which answers of a sent dossier a new draft of its démarche may begin with, and who may begin one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dossiers.engine.carrying import asked_alike
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
    return asked_alike(answers, before=sent_by, after=newest, takes=_is_typed)


def _is_typed(question: Question[Any]) -> bool:
    return not isinstance(question, FileQuestion) and not question.prefill
