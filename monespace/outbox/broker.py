"""The relay's two statements, which take what is due and give it back, and its way to Celery."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

import structlog
from django.conf import settings
from kombu.exceptions import OperationalError

from monespace.celery import app
from monespace.outbox.services import queue_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kombu import Producer
    from psycopg import Connection

logger = structlog.get_logger(__name__)


PER_LANE = 50


# Each lane gives its own oldest messages, so that a long lane does not hide the others; rows another relay is
# taking are skipped. What is taken becomes due again later, in case it gets lost on its way.
TAKE = """
WITH lanes AS (
    SELECT DISTINCT lane FROM outbox_message
     WHERE done_at IS NULL AND failed_at IS NULL AND available_at <= statement_timestamp()
), due AS (
    SELECT message.id
      FROM lanes CROSS JOIN LATERAL (
               SELECT id FROM outbox_message
                WHERE lane = lanes.lane AND done_at IS NULL AND failed_at IS NULL
                  AND available_at <= statement_timestamp()
                  AND (leased_until IS NULL OR leased_until <= statement_timestamp())
                ORDER BY available_at, id
                LIMIT %(limit)s
                  FOR UPDATE SKIP LOCKED
           ) AS message
)
UPDATE outbox_message AS message
   SET available_at = statement_timestamp() + make_interval(secs => %(again)s)
  FROM due
 WHERE message.id = due.id
RETURNING message.id, message.lane
"""
GIVE_BACK = """
UPDATE outbox_message SET available_at = statement_timestamp()
 WHERE id = ANY(%(ids)s) AND done_at IS NULL AND leased_until IS NULL
"""


class Due(NamedTuple):
    """A message to send now, and its lane."""

    id: int
    lane: str


def take(connection: Connection, *, per_lane: int = PER_LANE) -> list[Due]:
    """Take a batch of due messages, oldest first; no relay takes them again before they are due again."""
    again = settings.OUTBOX_SEND_AGAIN_SECONDS
    rows = connection.execute(TAKE, {"limit": per_lane, "again": again}).fetchall()
    return [Due(*row) for row in sorted(rows)]


def give_back(connection: Connection, batch: Iterable[Due]) -> None:
    """Make messages that were not sent due at once."""
    connection.execute(GIVE_BACK, {"ids": [due.id for due in batch]})


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
            logger.warning("broker_down", error=type(error).__qualname__, kept=len(batch) - sent)
            self.close()
        return batch[sent:]

    def close(self) -> None:
        """Give the connection up; the next batch opens another."""
        self._connection.release()
        self.__dict__.pop("_producer", None)

    @cached_property
    def _producer(self) -> Producer:
        return self._connection.Producer()
