"""Runs one message: claims it, calls its handler outside any transaction, and notes what came of it."""

from __future__ import annotations

import json
import secrets
import traceback
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import structlog
from django.conf import settings
from django.db import connection
from django.db.models import Case, DateTimeField, Value, When
from django.db.models.functions import Now

from monespace.outbox.lanes import count_failure
from monespace.outbox.models import Message
from monespace.outbox.routes import handlers

logger = structlog.get_logger(__name__)

LONGEST_DELAY = timedelta(minutes=15)
CLAIM = """
UPDATE outbox_message
   SET attempts = attempts + 1, leased_until = statement_timestamp() + make_interval(secs => %s)
 WHERE id = %s AND done_at IS NULL AND failed_at IS NULL
   AND (leased_until IS NULL OR leased_until <= statement_timestamp())
RETURNING id, topic, lane, payload::text, attempts, give_up_at <= statement_timestamp()
"""
DONE = """
WITH done AS (
    UPDATE outbox_message SET done_at = statement_timestamp(), leased_until = NULL
     WHERE id = %s AND done_at IS NULL RETURNING lane
)
UPDATE outbox_lane SET failures = 0, paused_until = NULL
  FROM done WHERE outbox_lane.name = done.lane AND outbox_lane.failures > 0
"""


class Hopeless(Exception):
    """What a handler raises when no other try can help: the message is given up at once."""


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
        cursor.execute(DONE, [claim.id])
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

    Of the error only its class and place are kept: its text may hold personal data.
    """
    place = traceback.extract_tb(error.__traceback__)[-1]
    name = type(error).__qualname__
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
        available_at=Now() + backoff(claim.attempt),
        failed_at=Now() if isinstance(error, Hopeless) else _when_overdue(),
        last_error=name[:200],
    )
    count_failure(lane=claim.lane)


def _when_overdue() -> Case:
    return Case(When(give_up_at__lte=Now(), then=Now()), default=Value(None), output_field=DateTimeField())


def backoff(attempt: int) -> timedelta:
    """Return how long to wait after a failed attempt: doubling up to fifteen minutes, half of it random."""
    longest = min(2.0**attempt, LONGEST_DELAY.total_seconds())
    return timedelta(seconds=longest * (0.5 + secrets.randbelow(500) / 1000))
