"""How often somebody may ask for what costs us or others: RATE_LIMITS says it, here it is held (ADR 0044).

Counted in Redis, for all processes; in this process alone while Redis is absent or slow.
"""

from __future__ import annotations

import math
import threading
import time
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple, TypeVar

import structlog
from django.conf import settings
from django.utils.translation import gettext_lazy as _
from redis import Redis, RedisError
from redis.backoff import NoBackoff
from redis.retry import Retry

from monespace.common.clients import UNREADABLE
from monespace.common.crypto import blind_index
from monespace.common.errors import DomainError

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

EVERYBODY = "everybody"
DAY_SECONDS = 24 * 3600
PATIENCE_SECONDS = 0.1  # what a page may lose to a Redis that does not answer,
PAUSE_SECONDS = 30  # once in this time for each process
LOCAL_KEYS = 10_000  # of about 200 bytes
Answer = TypeVar("Answer")
logger = structlog.get_logger(__name__)


class TooOften(DomainError):
    """Asked more often than RATE_LIMITS allows; ``retry_after`` seconds from now it may be asked again."""

    message = _("Nous avons reçu trop de demandes en peu de temps. Réessayez dans quelques minutes.")
    status = 429
    retry_after: int

    def __init__(self, action: str, retry_after: int) -> None:
        super().__init__(action)
        self.retry_after = retry_after

    @property
    def limit(self) -> int:
        """How often it may be asked."""
        return settings.RATE_LIMITS[self.reason][0]

    @property
    def minutes(self) -> int:
        """How long to wait, as people count."""
        return math.ceil(self.retry_after / 60)


def consume(action: str, who: UUID | str) -> None:
    """Count that ``who`` asks for ``action`` once more; raise TooOften beyond its limit.

    ``who`` is a person's id, a client's address, or EVERYBODY. Clients whose address nobody can read count as
    one, so that a limit holds for them too; a proxy that writes such addresses is seen in the logs. Neither
    Redis nor the logs get to know who it is.
    """
    amount, seconds = settings.RATE_LIMITS[action]
    digest = blind_index(str(who), purpose=f"rate limit {action}")
    count = counters.add(f"{settings.COUNTERS_PREFIX}:{action}:{digest}", seconds)
    if count.number <= amount:
        return
    if count.number == amount + 1:  # once for each time somebody goes too far
        logger.warning("rate_limit_reached", action=action, is_unreadable=who == UNREADABLE)
    counters.add(_refusals_key(action), DAY_SECONDS)
    raise TooOften(action, max(1, math.ceil(count.seconds_left)))


def refusals() -> dict[str, int]:
    """Return how often each action was refused, counted from zero again every day."""
    return {action: counters.read(_refusals_key(action)) for action in settings.RATE_LIMITS}


def _refusals_key(action: str) -> str:
    return f"{settings.COUNTERS_PREFIX}:refused:{action}"


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
        return self.ask(lambda redis: _add(redis, key, seconds), lambda: self._local.add(key, seconds))

    def read(self, key: str) -> int:
        """Return what was counted under ``key``; never raise nor wait."""
        return self.ask(lambda redis: int(redis.get(key) or 0), lambda: self._local.read(key))

    def ask(self, in_redis: Callable[[Redis], Answer], here: Callable[[], Answer]) -> Answer:
        """Return what Redis answers, or what is said ``here`` while it does not."""
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
