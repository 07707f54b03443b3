"""Writes the journal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from monespace.common.db import require_transaction
from monespace.journal.models import Event
from monespace.journal.querysets import subject_of

if TYPE_CHECKING:
    from django.db.models import Model


def record(tag: str, *, actor: Any, subject: Model, **facts: Any) -> Event:
    """Write that ``actor`` did ``tag`` to ``subject``, in the transaction that does it.

    ``actor`` is a person, an actor (which has a ``user``) or None for the portal itself. ``facts`` are ids
    and codes. PostgreSQL gives the event its place in the subject's chain: one statement in all.
    """
    require_transaction()
    user = getattr(actor, "user", actor)
    return Event.objects.create(
        **subject_of(subject),
        tag=tag,
        actor_type="system" if user is None else "user",
        actor_id="" if user is None else str(user.pk),
        facts=facts,
    )
