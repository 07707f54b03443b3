"""What the relay takes from the outbox: as much of each lane as there is room for, and no more (ADR 0076)."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

from django.conf import settings

from monespace.outbox.lanes import EVERY_LANE, IS_DUE

if TYPE_CHECKING:
    from collections.abc import Iterable

    from psycopg import Connection

# Without the lanes that pause.
OPEN_LANES = f"""{EVERY_LANE}, lanes AS (
    SELECT * FROM every_lane WHERE paused_until IS NULL OR paused_until <= statement_timestamp()
)"""  # noqa: S608 - put together from constants

# What is on its way to a worker or in its hands takes room; what got lost on its way gives it back when it is
# due again. A correspondent who failed gets one message at a time until one succeeds. Rows that another relay
# is taking are skipped: two relays at the same instant may go over a window once.
TAKE = f"""{OPEN_LANES}, rooms AS (
    SELECT lane,
           CASE failures WHEN 0 THEN (%(windows)s::jsonb ->> split_part(lane, ':', 1))::integer ELSE 1 END
           - (SELECT count(*) FROM outbox_message AS sent
               WHERE sent.lane = lanes.lane AND sent.sent_at IS NOT NULL
                 AND sent.done_at IS NULL AND sent.failed_at IS NULL
                 AND (sent.sent_at > statement_timestamp() - make_interval(secs => %(again)s)
                      OR sent.leased_until > statement_timestamp())) AS room
      FROM lanes
), due AS (
    SELECT message.id
      FROM rooms CROSS JOIN LATERAL (
               SELECT id FROM outbox_message
                WHERE lane = rooms.lane AND {IS_DUE}
                ORDER BY available_at, id
                LIMIT GREATEST(rooms.room, 0)
                  FOR UPDATE SKIP LOCKED
           ) AS message
)
UPDATE outbox_message AS message
   SET sent_at = statement_timestamp(),
       available_at = statement_timestamp() + make_interval(secs => %(again)s)
  FROM due
 WHERE message.id = due.id
RETURNING message.id, message.lane
"""  # noqa: S608 - put together from constants
IS_PRESSED = f"""{OPEN_LANES}
SELECT EXISTS (SELECT FROM lanes WHERE EXISTS (
           SELECT FROM outbox_message WHERE lane = lanes.lane AND {IS_DUE}))
"""  # noqa: S608 - put together from constants
GIVE_BACK = """
UPDATE outbox_message SET available_at = statement_timestamp(), sent_at = NULL
 WHERE id = ANY(%(ids)s) AND done_at IS NULL AND leased_until IS NULL
"""


class Due(NamedTuple):
    """A message to send now, and its lane."""

    id: int
    lane: str


def take(connection: Connection) -> list[Due]:
    """Take due messages, the oldest of each lane, as many as its window has room for.

    What is taken becomes due again after OUTBOX_SEND_AGAIN_SECONDS, in case it gets lost on its way.
    """
    wanted = {
        "windows": json.dumps(settings.OUTBOX_WINDOWS),
        "again": settings.OUTBOX_SEND_AGAIN_SECONDS,
    }
    return [Due(*row) for row in sorted(connection.execute(TAKE, wanted).fetchall())]


def is_pressed(connection: Connection) -> bool:
    """Whether messages are due that found no room: it comes as workers go on, and nothing tells the relay."""
    row = connection.execute(IS_PRESSED).fetchone()
    return bool(row and row[0])


def give_back(connection: Connection, batch: Iterable[Due]) -> None:
    """Make messages that were not sent due at once."""
    connection.execute(GIVE_BACK, {"ids": [due.id for due in batch]})
