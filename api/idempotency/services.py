"""Lets a write count once: what it does and its answer are kept together, or neither is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from django.db import transaction
from django.utils import timezone

from api.idempotency.models import KeptAnswer
from api.problems import kinds
from api.problems.kinds import Problem
from monespace.common.db import delete_in_batches, get_or_none, has_turn

if TYPE_CHECKING:
    from collections.abc import Callable

    from dossiers.clients.actors import ServiceClient

KEPT_FOR: Final = timedelta(days=2)


@dataclass(frozen=True, slots=True)
class Answer:
    """What is answered to a write: its body in JSON, and the state in which the thing then is."""

    body: str
    etag: str


@transaction.atomic
def once(*, actor: ServiceClient, key: str, fingerprint: str, act: Callable[[], Answer]) -> Answer:
    """Return what ``act`` answers, or what it answered to the same key before; all in one transaction.

    What fails leaves nothing, so that it can be tried again under the same key. Raises a Problem for a key
    that was used for something else, or whose first request is still at work.
    """
    if not has_turn("api idempotency", actor.machine_id, key):
        raise Problem(kinds.IN_PROGRESS, "A request with this Idempotency-Key is still at work.")
    kept = get_or_none(KeptAnswer.objects.filter(client=actor.machine_id, key=key))
    if kept is not None:
        if kept.fingerprint != fingerprint:
            raise Problem(kinds.KEY_REUSED, "This Idempotency-Key was used for another request.")
        return Answer(kept.body, kept.etag)
    answer = act()
    KeptAnswer.objects.create(
        client_id=actor.machine_id, key=key, fingerprint=fingerprint, body=answer.body, etag=answer.etag
    )
    return answer


def forget_old_answers() -> int:
    """Delete the answers that nobody asks for again; return how many."""
    return delete_in_batches(KeptAnswer.objects.filter(kept_at__lt=timezone.now() - KEPT_FOR))
