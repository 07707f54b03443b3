"""Who may try to reach a database that was away: one at a time, while the others are told at once."""

from __future__ import annotations

import threading
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

import psycopg

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

MOMENT = 0.5  # seconds


class Door:
    """The way of one process's threads to the database, open as long as it is there.

    While it is closed, who comes tries whether the database is back, unless another is trying. A try that is
    refused at once costs nothing and may be repeated at once; after one that took its time the next waits a
    moment, so that no request tries twice.
    """

    def __init__(self) -> None:
        self.is_open = True
        self._next_try = 0.0
        self._trying = threading.Lock()

    def close(self) -> None:
        """Have whoever comes try first."""
        self.is_open = False

    @contextmanager
    def closing(self) -> Iterator[None]:
        """Close when the block does not reach the database."""
        began = time.monotonic()
        try:
            yield
        except psycopg.OperationalError:
            self.is_open = False
            ended = time.monotonic()
            self._next_try = ended + min(ended - began, MOMENT)
            raise

    def enter(self, attempt: Callable[[], None]) -> None:
        """Return when the door is open, or ``attempt`` succeeds; else raise OperationalError."""
        if self.is_open:
            return
        if time.monotonic() < self._next_try or not self._trying.acquire(blocking=False):
            raise psycopg.OperationalError("The database was away a moment ago.")
        try:
            with self.closing():
                attempt()
            self.is_open = True
        finally:
            self._trying.release()
