"""The relay: sends due messages to the broker, woken by commits and by the clock."""

from __future__ import annotations

import os
import select
import time
from typing import TYPE_CHECKING

import psycopg
import structlog
from django.db import connection as django_connection

from monespace import alive
from monespace.database.watched import WatchedConnection
from monespace.outbox.broker import Broker
from monespace.outbox.taking import give_back, is_pressed, take
from monespace.signs.selectors import RELAY
from monespace.signs.services import NOTE

if TYPE_CHECKING:
    from types import TracebackType
    from typing import Self

logger = structlog.get_logger(__name__)

POLL_SECONDS = 2.0
PRESSED_SECONDS = 0.05  # between two looks while messages wait for room
LONGEST_PRESSED_SECONDS = 0.8  # of looks that find none: a full window lasts its workers longer than that
LONGEST_PAUSE = 5.0
SIGN_SECONDS = 15.0  # between two signs of life in the database


class Relay:
    """One relay; several may run at once, on several machines.

    It has its own plain connection, outside Django's pool: it listens on it for as long as it lives.
    """

    def __init__(self) -> None:
        self.is_stopping = False
        self.failures = 0
        self._next_sign = 0.0
        self.broker = Broker()
        self._stop_reader, self._stop_writer = os.pipe2(os.O_NONBLOCK | os.O_CLOEXEC)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.broker.close()
        os.close(self._stop_reader)
        os.close(self._stop_writer)

    def stop(self, *_signal: object) -> None:
        """End after the batch in hand; safe in a signal handler, and from another thread."""
        self.is_stopping = True
        os.write(self._stop_writer, b".")

    def run(self) -> None:
        """Relay until stopped, through failures of the database and of the broker."""
        logger.info("relay_started")
        while not self.is_stopping:
            try:
                with connect() as connection:
                    connection.execute("LISTEN outbox")
                    self._serve(connection)
            except psycopg.OperationalError as error:
                logger.warning("database_down", error=type(error).__qualname__)
                self._pause()
        logger.info("relay_stopped")

    def _serve(self, connection: psycopg.Connection) -> None:
        pressed = PRESSED_SECONDS
        while not self.is_stopping:
            self._say_alive(connection)
            batch = take(connection)
            unsent = self.broker.publish(batch) if batch else batch
            if unsent:
                give_back(connection, unsent)
                self._pause()
                continue
            self.failures = 0
            pressed = PRESSED_SECONDS if batch else min(2 * pressed, LONGEST_PRESSED_SECONDS)
            self._wait(connection, pressed if is_pressed(connection) else POLL_SECONDS)

    def _say_alive(self, connection: psycopg.Connection) -> None:
        """Give the container a sign of life, and sometimes the database."""
        alive.touch()
        if time.monotonic() >= self._next_sign:
            connection.execute(NOTE, [RELAY])
            self._next_sign = time.monotonic() + SIGN_SECONDS

    def _wait(self, connection: psycopg.Connection, seconds: float) -> None:
        """Sleep until a transaction with messages commits, ``seconds`` are over, or the end."""
        if not _read_notifications(connection):
            select.select([connection.fileno(), self._stop_reader], [], [], seconds)
            _read_notifications(connection)

    def _pause(self) -> None:
        """Sleep longer after each failure in a row; only the end wakes."""
        self.failures += 1
        select.select([self._stop_reader], [], [], min(2.0 ** (self.failures - 1), LONGEST_PAUSE))


def _read_notifications(connection: psycopg.Connection) -> bool:
    """Whether messages were committed since the last reading."""
    return bool(list(connection.notifies(timeout=0)))


def connect() -> psycopg.Connection:
    """Open a connection to the portal's database, in autocommit: each statement stands alone."""
    parameters = django_connection.get_connection_params()
    del parameters["cursor_factory"]  # Django's, which speaks to Django's own connections
    return WatchedConnection.connect(**parameters, autocommit=True, application_name="relay")
