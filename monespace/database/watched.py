"""A connection that waits for an answer only as long as the server is there."""

from __future__ import annotations

import select
import socket
import struct
import time
from typing import TYPE_CHECKING, Any

import psycopg

from monespace.limits import patience

if TYPE_CHECKING:
    from collections.abc import Generator

    from psycopg.abc import PQGen

SSL_REQUEST = struct.pack("!ii", 8, 80877103)  # PostgreSQL manual, Message Formats
LOOK_SECONDS = 0.1  # between two looks whether an answer has come


class ServerSilent(psycopg.OperationalError):
    """The server answered neither what it was asked nor whether it is there."""


class WatchedConnection(psycopg.Connection[Any]):
    """Waits for an answer only as long as the server is there.

    A statement may take its time, and wait for a lock. Meanwhile the server is asked on another connection
    whether it is there: one that hangs, or whose host is gone, enforces no limit of its own.
    """

    def wait(self, gen: PQGen[Any], interval: float = LOOK_SECONDS, timeout: float | None = None) -> Any:
        """Return what ``gen`` comes to; raise ServerSilent, and close, once the server is no longer there."""
        try:
            return super().wait(self._watching(gen), interval, timeout)
        except ServerSilent:
            self.close()
            raise

    @property
    def is_cut(self) -> bool:
        """Whether the server has ended this connection, which nobody uses now.

        It also seems so when the server has said unasked that one of its settings was changed.
        """
        if self.closed:
            return True
        poll = select.poll()
        poll.register(self.fileno(), select.POLLIN)
        return bool(poll.poll(0))

    def _watching(self, gen: PQGen[Any]) -> Generator[Any, Any, Any]:
        """Pass on what ``gen`` waits for and what comes of it; after each while without an answer, ask."""
        silent_since = time.monotonic()
        try:
            state = next(gen)
            while True:
                ready = yield state
                if ready:
                    silent_since = time.monotonic()
                elif time.monotonic() - silent_since > patience().statement:
                    if not _is_there(self.info):
                        raise ServerSilent("The server does not answer.")
                    silent_since = time.monotonic()
                state = gen.send(ready)
        except StopIteration as end:
            return end.value


def _is_there(server: psycopg.ConnectionInfo) -> bool:
    """Whether a server answers what a new connection asks first, before it says who it is."""
    host = server.hostaddr or server.host
    try:
        with _reach(host, server.port) as way:
            way.sendall(SSL_REQUEST)
            return bool(way.recv(1))
    except OSError:
        return False


def _reach(host: str, port: int) -> socket.socket:
    """Connect to a server's address, or to its socket in the folder ``host``."""
    if not host.startswith(("/", "@")):
        return socket.create_connection((host, port), timeout=patience().presence)
    way = socket.socket(socket.AF_UNIX)
    way.settimeout(patience().presence)
    way.connect(f"{host}/.s.PGSQL.{port}".replace("@", "\0", 1))
    return way
