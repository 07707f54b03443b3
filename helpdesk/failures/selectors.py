"""What « À reprendre » lists: hand-overs that fail, from their first failure on, and operations given up."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Window
from django.utils import timezone

from dossiers.models import Delivery, DeliveryAttempt
from dossiers.submission.models import DeliveryStatus
from dossiers.webhooks.models import SEND
from dossiers.webhooks.selectors import endpoints_by_lane, endpoints_in_trouble
from helpdesk.failures.causes import (
    cause_of_delivery,
    cause_of_operation,
    words_of_lane,
    words_of_topic,
)
from helpdesk.failures.standing import words_of_process, words_of_work
from monespace.clock.selectors import missed_work
from monespace.outbox import lanes
from monespace.outbox.models import Message
from monespace.signs.selectors import silent

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from django.db.models import QuerySet
    from django.utils.functional import _StrOrPromise

    from dossiers.models import Endpoint
    from monespace.outbox.lanes import StandingLane

DELIVER = "dossier.deliver"
MOST_COUNTED = 100


@dataclass(frozen=True, kw_only=True)
class Trouble:
    """A hand-over that failed; ``next_at`` is when the portal tries again by itself, if it does."""

    delivery: Delivery
    last: DeliveryAttempt | None
    attempts: int
    next_at: datetime | None
    is_running: bool

    @property
    def needs_somebody(self) -> bool:
        """Whether the portal no longer tries by itself."""
        return self.delivery.status == DeliveryStatus.NEEDS_ATTENTION

    @property
    def cause(self) -> _StrOrPromise:
        """Why the last attempt failed, in words."""
        return cause_of_delivery(self.last.error if self.last else "")


@dataclass(frozen=True)
class Operation:
    """Another operation that the portal gave up."""

    message: Message

    @property
    def words(self) -> _StrOrPromise:
        """What it does."""
        return words_of_topic(self.message.topic)

    @property
    def cause(self) -> _StrOrPromise:
        """Why the last attempt failed."""
        return cause_of_operation(self.message.last_error)


def failing_deliveries() -> QuerySet[Delivery]:
    """Return the hand-overs that fail, those that wait for somebody first, then the oldest."""
    return Delivery.objects.failing().with_content()


def troubles_of(deliveries: Sequence[Delivery]) -> list[Trouble]:
    """Return what is known of hand-overs that fail, in their order: two statements."""
    ids = [delivery.pk for delivery in deliveries]
    made = DeliveryAttempt.objects.filter(delivery__in=ids).annotate(
        number=Window(Count("pk"), partition_by="delivery")
    )
    last = {
        one.delivery_id: one for one in made.order_by("delivery", "-started_at", "-pk").distinct("delivery")
    }
    planned = {message.payload["delivery_id"]: message for message in _planned(ids)}
    now = timezone.now()
    found = []
    for delivery in deliveries:
        message = planned.get(str(delivery.pk))
        attempt: Any = last.get(delivery.pk)
        is_running = bool(message and message.leased_until and message.leased_until > now)
        found.append(
            Trouble(
                delivery=delivery,
                last=attempt,
                attempts=attempt.number if attempt else 0,
                next_at=message.available_at if message and not is_running else None,
                is_running=is_running,
            )
        )
    return found


@dataclass(frozen=True)
class Standing:
    """A lane where something waits too long; ``endpoint`` is where it leads, if to an address of a system."""

    lane: StandingLane
    endpoint: Endpoint | None = None

    @property
    def words(self) -> _StrOrPromise:
        """What it carries."""
        return words_of_lane(lanes.queue_of(self.lane.name))

    @property
    def correspondent(self) -> str:
        """To which service or system it leads, if to one."""
        return self.endpoint.client.name if self.endpoint else lanes.correspondent_of(self.lane.name)

    @property
    def many(self) -> bool:
        """Whether more wait than are counted."""
        return self.lane.waiting >= lanes.MOST_COUNTED


def standing() -> list[Standing]:
    """Return the lanes where something waits too long: as many as there are kinds of work and services."""
    found = lanes.standing_lanes()
    endpoints = endpoints_by_lane(lane.name for lane in found)
    return [Standing(lane, endpoints.get(lane.name)) for lane in found]


@dataclass(frozen=True)
class Standstill:
    """A process that gives no sign of life, or repeated work that has not run."""

    words: _StrOrPromise
    since: datetime | None


def standstills() -> list[Standstill]:
    """Return what no longer runs by itself: as many as there are processes and pieces of repeated work."""
    now = timezone.now()
    processes = [Standstill(words_of_process(sign.name), sign.seen_at) for sign in silent(now)]
    return processes + [Standstill(words_of_work(work.task), work.ended_at) for work in missed_work(now)]


def given_up() -> QuerySet[Message]:
    """Return the other operations that the portal gave up, the oldest first."""
    failed = Message.objects.given_up().exclude(topic__in=[DELIVER, SEND])
    return failed.order_by("failed_at", "pk")


def waiting_counts() -> tuple[int, int]:
    """Return how much waits for somebody, and how many hand-overs the portal still tries after a failure.

    Each is one more than MOST_COUNTED when it is not worth counting.
    """
    most = MOST_COUNTED + 1
    needing = Delivery.objects.needing_attention()[:most].count()
    retried = Delivery.objects.retried()[:most].count()
    others = given_up()[:most].count() + len(endpoints_in_trouble())
    return min(others + needing, most), retried


def _planned(ids: Sequence[object]) -> QuerySet[Message]:
    """Return the messages by which these hand-overs are tried again."""
    return Message.objects.about(*ids).filter(topic=DELIVER, done_at=None, failed_at=None).order_by("pk")
