"""The relay's way to Celery."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

import structlog
from django.conf import settings
from kombu.exceptions import OperationalError

from monespace.celery import app
from monespace.outbox.lanes import queue_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kombu import Producer

    from monespace.outbox.taking import Due

logger = structlog.get_logger(__name__)


class Broker:
    """The relay's way to the broker: one connection, kept for as long as nothing fails on it.

    Messages go straight to the list of their queue, so a broker that was emptied meanwhile needs no notice.
    """

    def __init__(self) -> None:
        self._connection = app.connection_for_write(transport_options={"max_retries": 0})
        self._failures: tuple[type[BaseException], ...] = (
            OperationalError,
            *self._connection.connection_errors,
            *self._connection.channel_errors,
        )

    def publish(self, batch: Sequence[Due]) -> Sequence[Due]:
        """Send each message to the queue of its lane; return those that could not be sent.

        A broker that is down is not waited for: the relay does that. The broker drops a message at the moment
        the relay sends it again: a worker that was away for hours does not find the same one many times.
        """
        sent = 0
        try:
            for due in batch:
                app.send_task(
                    "monespace.outbox.tasks.run_message",
                    args=[due.id],
                    queue=queue_of(due.lane),
                    expires=settings.OUTBOX_SEND_AGAIN_SECONDS,
                    producer=self._producer,
                    retry=False,
                )
                sent += 1
        except self._failures as error:
            why = type(error.__cause__ or error).__qualname__  # the library says the same of all failures
            logger.warning("broker_down", error=why, kept=len(batch) - sent)
            self.close()
        return batch[sent:]

    def close(self) -> None:
        """Give the connection up; the next batch opens another."""
        self._connection.release()
        self.__dict__.pop("_producer", None)

    @cached_property
    def _producer(self) -> Producer:
        return self._connection.Producer()
