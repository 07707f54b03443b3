"""How the lane of a correspondent does: who fails again and again is left alone for a while (ADR 0076).

A lane with a name of its own (``delivery:spw-mobilite``) leads to one correspondent. After MOST_FAILURES
failures in a row it pauses; then one message goes to see, and the first success opens it again.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import connection
from django.db.models.functions import Now

from monespace.outbox.models import Lane

if TYPE_CHECKING:
    from datetime import datetime

MOST_FAILURES = 5
FIRST_PAUSE, LONGEST_PAUSE = 30, 300  # seconds
PATIENCE = 60  # seconds
MOST_COUNTED = 1_000

# The lanes of what is not done, each read once from the index, and how they do.
EVERY_LANE = """
WITH RECURSIVE pending AS (
    (SELECT lane FROM outbox_message
      WHERE done_at IS NULL AND failed_at IS NULL ORDER BY lane LIMIT 1)
    UNION ALL
    SELECT (SELECT message.lane FROM outbox_message AS message
             WHERE message.done_at IS NULL AND message.failed_at IS NULL AND message.lane > pending.lane
             ORDER BY message.lane LIMIT 1)
      FROM pending WHERE pending.lane IS NOT NULL
), every_lane AS (
    SELECT pending.lane, COALESCE(correspondent.failures, 0) AS failures, correspondent.paused_until
      FROM pending LEFT JOIN outbox_lane AS correspondent ON correspondent.name = pending.lane
     WHERE pending.lane IS NOT NULL
)"""
IS_DUE = """done_at IS NULL AND failed_at IS NULL AND available_at <= statement_timestamp()
                  AND (leased_until IS NULL OR leased_until <= statement_timestamp())"""
LANES = f"""{EVERY_LANE}
SELECT lane, due.since, LEAST(due.waiting, %(most)s),
       CASE WHEN paused_until > statement_timestamp() THEN paused_until END
  FROM every_lane CROSS JOIN LATERAL (
           SELECT min(available_at) AS since, count(*) AS waiting
             FROM (SELECT available_at FROM outbox_message WHERE lane = every_lane.lane AND {IS_DUE}
                    ORDER BY available_at LIMIT %(most)s + 1) AS first_due
       ) AS due
"""  # noqa: S608 - put together from constants
STANDING_STILL = f"""{LANES}
 WHERE due.since <= statement_timestamp() - make_interval(secs => %(patience)s)
    OR paused_until > statement_timestamp()
 ORDER BY due.since, lane
"""
# Until when the correspondent asked to be left alone, if they did.
ASKED = "CASE WHEN %(wait)s > 0 THEN statement_timestamp() + make_interval(secs => %(wait)s::float) END"
COUNT_FAILURE = f"""
INSERT INTO outbox_lane AS lane (name, failures, paused_until) VALUES (%(name)s, 1, {ASKED})
ON CONFLICT (name) DO UPDATE
   SET failures = lane.failures + 1,
       paused_until = GREATEST(
           {ASKED}, CASE WHEN lane.failures + 1 >= %(most)s THEN statement_timestamp() + make_interval(
           secs => LEAST(%(first)s * power(2, LEAST(lane.failures + 1 - %(most)s, 10)), %(longest)s)) END)
"""  # noqa: S608 - put together from constants


@dataclass(frozen=True)
class StandingLane:
    """A lane whose messages wait for longer than they should.

    ``since`` is when the oldest was due (None: nothing is due), ``waiting`` how many are due, MOST_COUNTED at
    most; ``paused_until`` is set while its correspondent is left alone.
    """

    name: str
    since: datetime | None
    waiting: int
    paused_until: datetime | None


def lanes() -> list[StandingLane]:
    """Return every lane that has anything to do, the first by name."""
    with connection.cursor() as cursor:
        cursor.execute(f"{LANES} ORDER BY lane", {"most": MOST_COUNTED})
        return [StandingLane(*row) for row in cursor.fetchall()]


def standing_lanes() -> list[StandingLane]:
    """Return the lanes that pause or where something waits longer than PATIENCE, the oldest first."""
    with connection.cursor() as cursor:
        cursor.execute(STANDING_STILL, {"most": MOST_COUNTED, "patience": PATIENCE})
        return [StandingLane(*row) for row in cursor.fetchall()]


def queue_of(lane: str) -> str:
    """Return the Celery queue that carries ``lane``."""
    return lane.partition(":")[0]


def correspondent_of(lane: str) -> str:
    """Return to whom alone ``lane`` leads, who may fail while others do not; empty for a lane of many."""
    return lane.partition(":")[2]


def count_failure(*, lane: str, wait: timedelta = timedelta()) -> None:
    """Note that a message of ``lane`` failed; pause the lane after too many in a row, or as it was asked."""
    if correspondent_of(lane):
        with connection.cursor() as cursor:
            cursor.execute(
                COUNT_FAILURE,
                {
                    "name": lane,
                    "most": MOST_FAILURES,
                    "first": FIRST_PAUSE,
                    "longest": LONGEST_PAUSE,
                    "wait": wait.total_seconds(),
                },
            )


def reopen(*, lane: str) -> bool:
    """End a lane's pause, so that one message goes to see; return whether it paused."""
    paused = Lane.objects.filter(name=lane, paused_until__gt=Now())
    return bool(paused.update(paused_until=None))
