"""Counts in Redis, for all processes; in this process alone while Redis is absent or slow (ADR 0044)."""

from __future__ import annotations

import threading
import time
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple, TypeVar

import structlog
from django.conf import settings
from redis import Redis, RedisError
from redis.backoff import NoBackoff
from redis.retry import Retry

if TYPE_CHECKING:
    from collections.abc import Callable

PATIENCE_SECONDS = 0.1  # what a page may lose to a Redis that does not answer,
PAUSE_SECONDS = 30  # once in this time for each process
LOCAL_KEYS = 10_000  # of about 200 bytes

Answer = TypeVar("Answer")

logger = structlog.get_logger(__name__)


class Count(NamedTuple):
    """How many, and in how many seconds counting starts anew."""

    number: int
    seconds_left: float


class LocalCounters:
    """Counters of this process."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._counts: dict[str, tuple[int, float]] = {}

    def add(self, key: str, seconds: int) -> Count:
        """Count one more under ``key``, which starts anew ``seconds`` after its first."""
        now = time.time()
        with self._lock:
            number, ends_at = self._counts.get(key, (0, 0.0))
            if ends_at <= now:
                number, ends_at = 0, now + seconds
                self._make_room(now)
            self._counts[key] = (number + 1, ends_at)
        return Count(number + 1, ends_at - now)

    def read(self, key: str) -> int:
        """Return what was counted under ``key``."""
        number, ends_at = self._counts.get(key, (0, 0.0))
        return number if ends_at > time.time() else 0

    def _make_room(self, now: float) -> None:
        if len(self._counts) >= LOCAL_KEYS:
            self._counts = {key: count for key, count in self._counts.items() if count[1] > now}
        while len(self._counts) >= LOCAL_KEYS:
            self._counts.pop(next(iter(self._counts)))  # the oldest: memory is bounded, whoever counts


class Counters:
    """Counters of all processes, as long as Redis answers."""

    def __init__(self) -> None:
        self._local = LocalCounters()
        self._silent_until = 0.0

    def add(self, key: str, seconds: int) -> Count:
        """Count one more under ``key``, anew ``seconds`` after its first; never raise nor wait."""
        return self._ask(lambda redis: _add(redis, key, seconds), lambda: self._local.add(key, seconds))

    def read(self, key: str) -> int:
        """Return what was counted under ``key``; never raise nor wait."""
        return self._ask(lambda redis: int(redis.get(key) or 0), lambda: self._local.read(key))

    def _ask(self, in_redis: Callable[[Redis], Answer], here: Callable[[], Answer]) -> Answer:
        if time.monotonic() >= self._silent_until:
            try:
                return in_redis(_redis(settings.COUNTERS_URL))
            except (RedisError, OSError) as trouble:
                self._silent_until = time.monotonic() + PAUSE_SECONDS
                logger.warning("counters_without_redis", error=type(trouble).__name__, pause=PAUSE_SECONDS)
        return here()


def _add(redis: Redis, key: str, seconds: int) -> Count:
    with redis.pipeline() as steps:  # one round trip, all or nothing
        steps.set(key, 0, ex=seconds, nx=True)
        steps.incr(key)
        steps.pttl(key)
        _made, number, milliseconds = steps.execute()
    return Count(number, milliseconds / 1000)


@lru_cache(maxsize=4)
def _redis(url: str) -> Redis:
    return Redis.from_url(
        url,
        socket_timeout=PATIENCE_SECONDS,
        socket_connect_timeout=PATIENCE_SECONDS,
        retry=Retry(NoBackoff(), 0),
    )


counters = Counters()
