"""What waits, what is done, and who gives no sign of life: of the outbox, its workers and repeated work."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings

from dossiers.submission.delivery import attempts_made
from monespace.clock.selectors import late_work, problems_of_work, seconds_since_ends
from monespace.common.rate_limits import refusals
from monespace.outbox.lanes import lanes, queue_of
from monespace.outbox.lengths import queue_lengths
from monespace.outbox.running import runs
from monespace.pages.metrics.format import family
from monespace.signs.selectors import seconds_since_signs

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime


def lines_of_database(now: datetime) -> Iterator[str]:
    """Yield what the database knows. Of each lane MOST_COUNTED messages are counted at most, by index."""
    waiting, paused = dict.fromkeys(settings.OUTBOX_QUEUES, 0), dict.fromkeys(settings.OUTBOX_QUEUES, 0)
    oldest = dict.fromkeys(settings.OUTBOX_QUEUES, 0.0)
    for lane in lanes():
        queue = queue_of(lane.name)
        waiting[queue] = waiting.get(queue, 0) + lane.waiting
        paused[queue] = paused.get(queue, 0) + bool(lane.paused_until)
        since = (now - lane.since).total_seconds() if lane.since else 0.0
        oldest[queue] = max(oldest.get(queue, 0.0), since)
    yield from _gauge("outbox_due", "queue", waiting)
    yield from _gauge("outbox_oldest_due_seconds", "queue", oldest)
    yield from _gauge("outbox_lanes_paused", "queue", paused)
    late = late_work(now)
    yield from _gauge("work_ended_seconds_ago", "task", seconds_since_ends(now))
    yield from _gauge("work_failed", "task", problems_of_work())
    yield from _gauge("work_late", "task", {task: task in late for task in settings.CLOCK})
    yield from _gauge("process_heard_seconds_ago", "process", seconds_since_signs(now))


def lines_of_counters() -> Iterator[str]:
    """Yield what is counted in Redis, which begins anew when Redis does; nothing while it is away."""
    yield from _counter("outbox_runs_total", ("queue", "outcome"), runs.read())
    yield from _counter("delivery_attempts_total", ("service", "outcome"), attempts_made.read())
    yield from _gauge("broker_queue_length", "queue", queue_lengths())
    yield from _counter(
        "rate_limit_refusals_total", ("action",), {(action,): number for action, number in refusals().items()}
    )


def _gauge(name: str, label: str, values: Mapping[str, float]) -> Iterator[str]:
    return family(name, "gauge", [({label: said}, round(value)) for said, value in values.items()])


def _counter(name: str, labels: tuple[str, ...], numbers: Mapping[Any, float]) -> Iterator[str]:
    """Yield a counter whose numbers stand under a value for each of ``labels``."""
    samples = [(dict(zip(labels, said, strict=True)), number) for said, number in numbers.items()]
    return family(name, "counter", samples)
