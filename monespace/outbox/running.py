"""Runs one message: claims it, calls its handler outside any transaction, and notes what came of it."""

from __future__ import annotations

import json
import traceback
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import structlog
from django.conf import settings
from django.db import connection
from django.db.models import Case, DateTimeField, Value, When
from django.db.models.functions import Now

from monespace.common.tallies import Tally
from monespace.outbox.lanes import MOST_FAILURES, count_failure, queue_of
from monespace.outbox.models import Message
from monespace.outbox.routes import delay_after, handlers

DONE_WELL, AGAIN, GIVEN_UP = "done", "again", "given_up"
runs = Tally("outbox")  # by queue and outcome
logger = structlog.get_logger(__name__)

CLAIM = """
UPDATE outbox_message
   SET attempts = attempts + 1, leased_until = statement_timestamp() + make_interval(secs => %s)
 WHERE id = %s AND done_at IS NULL AND failed_at IS NULL
   AND (leased_until IS NULL OR leased_until <= statement_timestamp())
RETURNING id, topic, lane, payload::text, attempts, give_up_at <= statement_timestamp()
"""
# The first success after a pause tells that the correspondent is back: all that waits for them goes now.
DONE = f"""
WITH done AS (
    UPDATE outbox_message SET done_at = statement_timestamp(), leased_until = NULL
     WHERE id = %(id)s AND done_at IS NULL RETURNING lane
), failed AS (
    SELECT lane.name, lane.failures FROM outbox_lane AS lane JOIN done ON lane.name = done.lane
     WHERE lane.failures > 0 FOR UPDATE OF lane
), opened AS (
    UPDATE outbox_lane AS lane SET failures = 0, paused_until = NULL FROM failed WHERE lane.name = failed.name
)
UPDATE outbox_message AS message SET available_at = statement_timestamp()
  FROM failed
 WHERE failed.failures >= {MOST_FAILURES} AND message.lane = failed.name AND message.id <> %(id)s
   AND message.done_at IS NULL AND message.failed_at IS NULL AND message.sent_at IS NULL
   AND message.available_at > statement_timestamp()
"""  # noqa: S608 - put together from constants


class Hopeless(Exception):
    """What a handler raises when no other try can help: the message is given up at once."""


class Failure(Exception):
    """What a handler raises that can say why: ``code`` is kept, and nothing else of it.

    ``wait`` is for how long the lane's correspondent asked to be left alone.
    """

    def __init__(self, code: str, *, wait: timedelta = timedelta()) -> None:
        super().__init__(code)
        self.code = code
        self.wait = wait


class GaveUp(Exception):
    """The message's time is over and its last run never said how it ended."""


@dataclass(frozen=True)
class Claim:
    """A message this process alone may run until its lease is over."""

    id: int
    topic: str
    lane: str
    payload: dict[str, Any]
    attempt: int
    is_overdue: bool


def run(message_id: int) -> bool:
    """Run the message if nobody else does; return whether its work is done by this call."""
    claim = _claim(message_id)
    if claim is None:
        return False
    try:
        _call_handler(claim)
    except Exception as error:  # noqa: BLE001 - whatever a handler raises means "later again"
        _put_off(claim, error)
        return False
    with connection.cursor() as cursor:
        cursor.execute(DONE, {"id": claim.id})
    runs.add(queue_of(claim.lane), DONE_WELL)
    return True


def _claim(message_id: int) -> Claim | None:
    """Take the message's lease: one statement, which only one of several processes wins."""
    with connection.cursor() as cursor:
        cursor.execute(CLAIM, [settings.OUTBOX_LEASE_SECONDS, message_id])
        row = cursor.fetchone()
    if row is None:
        return None
    pk, topic, lane, payload, attempt, is_overdue = row
    return Claim(pk, topic, lane, json.loads(payload), attempt, is_overdue)


def _call_handler(claim: Claim) -> None:
    if claim.is_overdue and claim.attempt > 1:
        raise GaveUp
    handlers[claim.topic](**claim.payload)


def _put_off(claim: Claim, error: Exception) -> None:
    """Give the lease back and try later, or never when its time is over and a person must look.

    Of the error only its class, or its code, and its place are kept: its text may hold personal data.
    """
    place = traceback.extract_tb(error.__traceback__)[-1]
    name = error.code if isinstance(error, Failure) else type(error).__qualname__
    wait = error.wait if isinstance(error, Failure) else timedelta()
    delay = None if isinstance(error, Hopeless) else delay_after(claim.topic, claim.attempt)
    logger.warning(
        "outbox_message_failed",
        message_id=claim.id,
        topic=claim.topic,
        attempt=claim.attempt,
        error=name,
        place=f"{place.filename}:{place.lineno}",
    )
    Message.objects.filter(pk=claim.id, attempts=claim.attempt, done_at=None).update(
        leased_until=None,
        sent_at=None,
        available_at=Now() + max(delay or wait, wait),
        failed_at=Now() if delay is None else _when_overdue(),
        last_error=name[:200],
    )
    count_failure(lane=claim.lane, wait=wait)
    runs.add(queue_of(claim.lane), GIVEN_UP if delay is None or claim.is_overdue else AGAIN)


def _when_overdue() -> Case:
    return Case(When(give_up_at__lte=Now(), then=Now()), default=Value(None), output_field=DateTimeField())
