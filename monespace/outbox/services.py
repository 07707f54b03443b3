"""Writes messages: wanting them, and wanting them again after they were given up."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.conf import settings
from django.db.models import Q
from django.db.models.functions import Now

from monespace.common.db import delete_in_batches, require_transaction
from monespace.outbox.lanes import queue_of
from monespace.outbox.models import Message
from monespace.outbox.routes import handlers, persistence_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from monespace.outbox.models import MessageQuerySet

MAX_ID = 100


def enqueue(
    topic: str, *, lane: str = "default", delay: timedelta | None = None, **ids: UUID | str | int
) -> Message:
    """Want ``topic`` done for ``ids`` once this transaction has committed, after ``delay``: one statement."""
    require_transaction()
    message = wanted(topic, lane=lane, delay=delay, **ids)
    message.save(force_insert=True)
    return message


def enqueue_all(messages: Iterable[Message]) -> list[Message]:
    """Want several things done, as ``enqueue`` does for one: one statement for all; each runs by itself."""
    require_transaction()
    return Message.objects.bulk_create(messages)


def wanted(
    topic: str, *, lane: str = "default", delay: timedelta | None = None, **ids: UUID | str | int
) -> Message:
    """Return the message, not yet written, that wants ``topic`` done for ``ids``.

    ``lane`` is a queue of settings.OUTBOX_QUEUES, alone or followed by a name of its own
    (``delivery:spw-mobilite``): no lane waits for another.
    """
    if topic not in handlers:
        raise LookupError(f"No outbox_handlers.py handles the topic {topic}.")
    if sum(isinstance(value, UUID) for value in ids.values()) > 1:
        raise TypeError("A message is about one thing: an index finds it by that thing's id.")
    if queue_of(lane) not in settings.OUTBOX_QUEUES:
        raise LookupError(f"No worker serves the lane {lane}: see OUTBOX_QUEUES.")
    message = Message(topic=topic, lane=lane, payload={key: _id(value) for key, value in ids.items()})
    message.give_up_at = Now() + (delay or timedelta()) + persistence_of(topic)
    if delay is not None:
        message.available_at = Now() + delay
    return message


def replay(*, messages: Collection[Message]) -> int:
    """Give messages that were given up their whole time again; return how many."""
    given_up = Message.objects.given_up().filter(pk__in=[message.pk for message in messages])
    topics = {message.topic for message in messages}
    return sum(_begin_again(given_up.filter(topic=topic), topic) for topic in topics)


def replay_lane(*, lane: str, topic: str) -> int:
    """Give what was given up of a lane, which carries ``topic`` alone, its whole time; return how many."""
    return _begin_again(Message.objects.given_up().filter(lane=lane), topic)


def _begin_again(given_up: MessageQuerySet, topic: str) -> int:
    return given_up.update(
        failed_at=None,
        attempts=0,
        sent_at=None,
        leased_until=None,
        available_at=Now(),
        give_up_at=Now() + persistence_of(topic),
    )


def hurry(*, message: Message) -> bool:
    """Make a message due now that waits for its next attempt; return whether it waited."""
    waiting = Message.objects.filter(pk=message.pk, done_at=None, failed_at=None, available_at__gt=Now())
    idle = waiting.filter(Q(leased_until=None) | Q(leased_until__lte=Now()))
    return bool(idle.update(available_at=Now()))


def purge_done(*, older_than: timedelta) -> int:
    """Delete messages done for longer than ``older_than``, in batches; return how many."""
    return delete_in_batches(Message.objects.filter(done_at__lt=Now() - older_than))


def _id(value: UUID | str | int) -> str | int:
    """Accept what names a thing, refuse what could describe a person."""
    if isinstance(value, UUID):
        return str(value)
    if not isinstance(value, str | int) or (isinstance(value, str) and len(value) > MAX_ID):
        raise TypeError("The outbox carries ids and short codes only.")
    return value
