"""How long the queues in the broker are, read without Celery: the web server has no use for it."""

from __future__ import annotations

from django.conf import settings

from monespace.common.rate_limits import counters


def queue_lengths() -> dict[str, int]:
    """Return how many messages wait in the broker, by queue; nothing while it is away."""
    queues = settings.OUTBOX_QUEUES
    return counters.ask(lambda redis: {queue: int(redis.llen(queue)) for queue in queues}, dict)
