"""Moves a dossier from one state to another: the only place that writes its state."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models.functions import Now

from dossiers.following.errors import TransitionRefused
from dossiers.following.models import Dossier
from dossiers.states import TRANSITIONS, State
from monespace.common.db import require_transaction
from monespace.journal.services import record

if TYPE_CHECKING:
    from monespace.common.authors import Author


def move(
    *, actor: Author, dossier: Dossier, to: State, tag: str, facts: dict[str, Any], **fields: Any
) -> None:
    """Move ``dossier`` to the state ``to``, setting ``fields`` with it, and journal it as ``tag``.

    The caller's transaction holds both. The state it is left from is part of the UPDATE: of two that move it
    at once, one is refused.
    """
    require_transaction()
    origin = State(dossier.state)
    if to not in TRANSITIONS[origin]:
        raise TransitionRefused(f"{origin}→{to}")
    moved = Dossier.objects.filter(pk=dossier.pk, state=origin).update(state=to, updated_at=Now(), **fields)
    if not moved:
        raise TransitionRefused(f"{origin}→{to}")
    dossier.state = to
    for name, value in fields.items():
        setattr(dossier, name, value)
    record(tag, actor=actor, subject=dossier, origin=origin, state=to, **facts)
