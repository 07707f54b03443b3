"""Hands message ids to Celery; only the relay uses this."""

from __future__ import annotations

from typing import TYPE_CHECKING

import structlog
from django.conf import settings
from kombu.exceptions import OperationalError

from monespace.celery import app
from monespace.outbox.services import queue_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from monespace.outbox.claims import Due

logger = structlog.get_logger(__name__)


def publish(batch: Sequence[Due]) -> Sequence[Due]:
    """Send each message to the queue of its lane, over one connection; return those that could not be sent.

    A broker that is down is not waited for: the relay does that. The broker drops a message at the moment the
    relay sends it again, so that a worker that was away for hours does not find the same one many times.
    """
    sent = 0
    connection = app.connection_for_write(transport_options={"max_retries": 0})
    failures: tuple[type[BaseException], ...] = (
        OperationalError,
        *connection.connection_errors,
        *connection.channel_errors,
    )
    try:
        with connection, connection.Producer() as producer:
            for due in batch:
                app.send_task(
                    "monespace.outbox.tasks.run_message",
                    args=[due.id],
                    queue=queue_of(due.lane),
                    expires=settings.OUTBOX_SEND_AGAIN_SECONDS,
                    producer=producer,
                    retry=False,
                )
                sent += 1
    except failures as error:
        logger.warning("broker_down", error=type(error).__qualname__, kept=len(batch) - sent)
    return batch[sent:]
