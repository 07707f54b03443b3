"""The outbox in Celery: what workers run and what beat calls."""

from __future__ import annotations

from datetime import timedelta

from celery import shared_task
from django.conf import settings
from django.db import OperationalError, close_old_connections

from monespace.outbox import running, services


@shared_task(name="monespace.outbox.tasks.run_message")
def run_message(message_id: int) -> None:
    """Run one message; whoever meets a connection that a restart of PostgreSQL broke takes another one."""
    try:
        running.run(message_id)
    except OperationalError:
        close_old_connections()
        running.run(message_id)


@shared_task(name="monespace.outbox.tasks.purge_done")
def purge_done() -> None:
    """Forget messages done long ago."""
    services.purge_done(older_than=timedelta(days=settings.OUTBOX_KEEP_DAYS))
