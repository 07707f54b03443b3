"""The relay's two statements: take what is due, give back what could not be sent."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from django.conf import settings

if TYPE_CHECKING:
    from collections.abc import Iterable

    from psycopg import Connection

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
