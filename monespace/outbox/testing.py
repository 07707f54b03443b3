"""For tests: runs the outbox in the process, without relay, broker or worker."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import F, Q
from django.db.models.functions import Now

from monespace.outbox.models import Message
from monespace.outbox.running import run

if TYPE_CHECKING:
    from datetime import timedelta

    from django.db.models import QuerySet


def drain() -> list[str]:
    """Run every due message, those that handlers enqueue included; return the topics done, in order.

    A handler that raises is put off as by a worker: see ``Message.attempts`` and ``last_error``.
    """
    done = []
    while message := _due().order_by("available_at", "pk").first():
        if run(message.pk):
            done.append(message.topic)
    return done


def let_pass(time: timedelta) -> None:
    """Move every message ``time`` into the past, as the database's clock cannot be moved."""
    for name in ("created_at", "available_at", "give_up_at", "sent_at", "leased_until", "done_at"):
        Message.objects.update(**{name: F(name) - time})


def _due() -> QuerySet[Message]:
    return Message.objects.filter(
        Q(leased_until=None) | Q(leased_until__lte=Now()),
        done_at=None,
        failed_at=None,
        available_at__lte=Now(),
    )
