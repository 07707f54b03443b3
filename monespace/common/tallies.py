"""Counts for operators, of all processes together: in Redis, lost with it, never waited for (ADR 0098)."""

from __future__ import annotations

import json
import threading
import time
from collections import defaultdict
from typing import TYPE_CHECKING

from django.conf import settings

from monespace.common.rate_limits import counters

if TYPE_CHECKING:
    from redis import Redis

MOST_WAITING = 10_000  # labels that a process holds back while Redis is away: then it counts anew


class Tally:
    """Amounts by labels; each process sends what it has counted at most every ``seconds``.

    Labels come from short lists: names of routes, services, outcomes. Never an id, nor what somebody wrote.
    """

    def __init__(self, name: str, *, seconds: float = 0) -> None:
        self.name = name
        self.seconds = seconds
        self._lock = threading.Lock()
        self._waiting: defaultdict[str, float] = defaultdict(float)
        self._next = 0.0

    @property
    def key(self) -> str:
        """Where Redis has it."""
        return f"{settings.COUNTERS_PREFIX}:tally:{self.name}"

    def add(self, *labels: str, amount: float = 1) -> None:
        """Count; never raise, and wait no longer than limits do."""
        with self._lock:
            self._waiting[json.dumps(labels)] += amount
            if time.monotonic() < self._next:
                return
            self._next = time.monotonic() + self.seconds
        self.send()

    def send(self) -> None:
        """Give Redis what was counted since the last time."""
        with self._lock:
            waiting, self._waiting = self._waiting, defaultdict(float)

        def keep() -> None:
            with self._lock:
                if len(self._waiting) < MOST_WAITING:
                    for labels, amount in waiting.items():
                        self._waiting[labels] += amount

        def increase(redis: Redis) -> None:
            with redis.pipeline() as steps:
                for labels, amount in waiting.items():
                    steps.hincrbyfloat(self.key, labels, amount)
                steps.execute()

        if waiting:
            counters.ask(increase, keep)

    def read(self) -> dict[tuple[str, ...], float]:
        """Return what all processes have counted, by labels; nothing without Redis."""
        self.send()
        # redis-py gives the answers of its two clients, this one and the one to await, one type.
        found: dict[bytes, bytes] = counters.ask(lambda redis: redis.hgetall(self.key), dict)  # type: ignore[arg-type, return-value]
        return {tuple(json.loads(labels)): float(amount) for labels, amount in sorted(found.items())}
