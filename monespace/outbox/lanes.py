"""How the lane of a correspondent does: who fails again and again is left alone for a while (ADR 0076).

A lane with a name of its own (``delivery:spw-mobilite``) leads to one correspondent. After MOST_FAILURES failures
in a row it pauses; then one message goes to see, and the first success opens it again.
"""

from __future__ import annotations

from datetime import timedelta

from django.db import connection

from monespace.outbox.models import Lane

MOST_FAILURES = 5
FIRST_PAUSE = timedelta(seconds=30)
LONGEST_PAUSE = timedelta(minutes=5)

COUNT_FAILURE = """
INSERT INTO outbox_lane AS lane (name, failures) VALUES (%(name)s, 1)
ON CONFLICT (name) DO UPDATE
   SET failures = lane.failures + 1,
       paused_until = CASE WHEN lane.failures + 1 >= %(most)s THEN statement_timestamp() + LEAST(
           %(first)s * power(2, LEAST(lane.failures + 1 - %(most)s, 10)), %(longest)s) END
"""


def has_correspondent(lane: str) -> bool:
    """Whether a lane leads to one correspondent, who may fail while others do not."""
    return ":" in lane


def count_failure(*, lane: str) -> None:
    """Note that a message of ``lane`` failed, and pause the lane after too many in a row."""
    if has_correspondent(lane):
        with connection.cursor() as cursor:
            cursor.execute(
                COUNT_FAILURE,
                {"name": lane, "most": MOST_FAILURES, "first": FIRST_PAUSE, "longest": LONGEST_PAUSE},
            )


def reopen(*, lane: str) -> None:
    """End a lane's pause: somebody says that its correspondent is back, one message goes to see."""
    Lane.objects.filter(name=lane).update(paused_until=None)
