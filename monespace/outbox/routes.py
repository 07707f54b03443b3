"""Which handler runs which topic, and when what failed is tried again: each app declares its own."""

from __future__ import annotations

import secrets
from datetime import timedelta
from typing import TYPE_CHECKING, Final, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

Handler = TypeVar("Handler", bound="Callable[..., None]")

PERSISTENCE: Final = timedelta(hours=72)
"""For how long a message is tried whose topic has no delays of its own."""
LONGEST_DELAY: Final = timedelta(minutes=15)
LONGER: Final = 0.1
"""By how much a delay may grow by chance, so that what failed together does not come back together."""
handlers: dict[str, Callable[..., None]] = {}
_delays: dict[str, tuple[timedelta, ...]] = {}


def handles(topic: str, *, delays: tuple[timedelta, ...] = ()) -> Callable[[Handler], Handler]:
    """Declare the one function that runs ``topic``; it takes the message's ids as keywords.

    It runs outside any transaction, at least once: returning means done, raising means later again: after
    each of ``delays``, then never; without them ever more slowly, for PERSISTENCE.
    """

    def declare(function: Handler) -> Handler:
        if handlers.setdefault(topic, function) is not function:
            raise ValueError(f"Topic {topic} has two handlers: {handlers[topic]} and {function}.")
        _delays[topic] = delays
        return function

    return declare


def persistence_of(topic: str) -> timedelta:
    """Return after how long ``topic`` is given up, whatever was tried by then.

    Twice its delays, where it has some: a lane that pauses keeps its messages for longer.
    """
    return 2 * sum(_delays.get(topic, ()), timedelta()) or PERSISTENCE


def delay_after(topic: str, attempt: int) -> timedelta | None:
    """Return how long to wait after a failed attempt, counted from 1; None when it was the last one."""
    delays = _delays.get(topic)
    if not delays:
        return backoff(attempt)
    if attempt > len(delays):
        return None
    return delays[attempt - 1] * (1 + LONGER * secrets.randbelow(1000) / 1000)


def backoff(attempt: int) -> timedelta:
    """Return how long to wait after a failed attempt: doubling up to fifteen minutes, half of it random."""
    longest = min(2.0**attempt, LONGEST_DELAY.total_seconds())
    return timedelta(seconds=longest * (0.5 + secrets.randbelow(500) / 1000))
