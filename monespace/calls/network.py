"""Connections all of whose waiting ends at one moment: who answers byte by byte gains nothing.

A name is resolved here, and the connection goes to an address that was judged: no second answer of a name
server leads it elsewhere. It stands on httpcore, as httpx gives no hold of either.
"""

from __future__ import annotations

import socket
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import httpcore

if TYPE_CHECKING:
    import ssl
    from collections.abc import Callable, Iterable


PART: Final = 16 * 1024


class NoAnswer(Exception):
    """No answer came; ``code`` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True, kw_only=True)
class Patience:
    """How long a call may wait: ``total`` seconds in all, ``connect`` for each address of the name.

    ``may_reach`` judges the addresses, where not all may be called.
    """

    total: float
    connect: float
    may_reach: Callable[[str], bool] | None = None


class Deadline:
    """When the waiting of one call ends, counted from now."""

    def __init__(self, patience: Patience) -> None:
        self.patience = patience
        self.ends = time.monotonic() + patience.total

    def left(self) -> float:
        """Return for how many seconds it may still wait; raise ReadTimeout when there is none left."""
        left = self.ends - time.monotonic()
        if left <= 0:
            raise httpcore.ReadTimeout
        return left


class Network(httpcore.NetworkBackend):
    """Opens connections to addresses that may be reached, until a deadline."""

    def __init__(self, deadline: Deadline) -> None:
        self.deadline = deadline
        self.plain = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ARG002 - the deadline decides
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """Connect to the first address of ``host`` that may be reached and answers. Raises NoAnswer."""
        patience = self.deadline.patience
        failure: Exception = NoAnswer("address_not_public")
        for address in _addresses(host, port):
            if patience.may_reach and not patience.may_reach(address):
                continue
            wait = min(patience.connect, self.deadline.left())
            try:
                stream = self.plain.connect_tcp(address, port, wait, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
            else:
                return Stream(stream, self.deadline)
        raise failure


class Stream(httpcore.NetworkStream):
    """A connection all of whose waiting ends at a deadline."""

    def __init__(self, plain: httpcore.NetworkStream, deadline: Deadline) -> None:
        self.plain = plain
        self.deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:  # noqa: ARG002 - likewise
        """Read what has come."""
        return self.plain.read(max_bytes, self.deadline.left())

    def write(self, buffer: bytes, timeout: float | None = None) -> None:  # noqa: ARG002 - likewise
        """Send, part by part: who takes it byte by byte gains nothing either."""
        for start in range(0, len(buffer), PART):
            self.plain.write(buffer[start : start + PART], self.deadline.left())

    def close(self) -> None:
        """End the connection."""
        self.plain.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,  # noqa: ARG002 - likewise
    ) -> httpcore.NetworkStream:
        """Go on in TLS, with the certificate of the name."""
        return Stream(self.plain.start_tls(ssl_context, server_hostname, self.deadline.left()), self.deadline)

    def get_extra_info(self, info: str) -> Any:
        """Tell what the connection knows of itself."""
        return self.plain.get_extra_info(info)


def _addresses(host: str, port: int) -> list[str]:
    """Return the IP addresses of a host, each once, in the resolver's order. Raises NoAnswer."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise NoAnswer("name_not_found") from None
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))
