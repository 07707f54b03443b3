"""The outbox in Celery: what workers run and what beat calls."""

from __future__ import annotations

from datetime import timedelta

from celery import shared_task
from django.conf import settings

from monespace.outbox import running, services


@shared_task(name="monespace.outbox.tasks.run_message")
def run_message(message_id: int) -> None:
    """Run one message."""
    running.run(message_id)


@shared_task(name="monespace.outbox.tasks.purge_done")
def purge_done() -> None:
    """Forget messages done long ago."""
    services.purge_done(older_than=timedelta(days=settings.OUTBOX_KEEP_DAYS))
