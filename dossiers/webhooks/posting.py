"""Posts to an address of somebody else: to public addresses only, within a time in all, reading little.

A name is resolved here, and the connection goes to the address that was judged: no second answer of a name
server leads it elsewhere. Certificates are still those of the name. No proxy, no redirect, no second try.
"""

from __future__ import annotations

import functools
import socket
import time
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import httpcore
import httpx

from dossiers.webhooks.addresses import is_public

if TYPE_CHECKING:
    import ssl
    from collections.abc import Iterable

TOTAL_SECONDS: Final = 20.0
CONNECT_SECONDS: Final = 5.0


class NotSent(Exception):
    """No answer came; ``code`` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Answer(NamedTuple):
    """What was answered: its status, and what ``Retry-After`` says, if anything. Its body is not read."""

    status: int
    retry_after: str


def post(url: str, *, body: bytes, headers: dict[str, str]) -> Answer:
    """Post ``body`` and return the answer. Raises NotSent."""
    backend = _Network(time.monotonic() + TOTAL_SECONDS)
    sent = [(name.encode(), value.encode()) for name, value in headers.items()]
    try:
        with (
            httpcore.ConnectionPool(ssl_context=_trust(), network_backend=backend) as pool,
            pool.stream("POST", url, headers=sent, content=body) as response,
        ):
            named = {name.lower(): value.decode("latin-1") for name, value in response.headers}
            return Answer(response.status, named.get(b"retry-after", ""))
    except (httpcore.NetworkError, httpcore.TimeoutException, httpcore.ProtocolError) as error:
        raise NotSent(type(error).__name__) from error


@functools.cache
def _trust() -> ssl.SSLContext:
    """Return the authorities that are trusted: reading them costs more than a call."""
    return httpx.create_ssl_context(trust_env=False)


class _Network(httpcore.NetworkBackend):
    """Opens connections to public addresses only, all of whose waiting ends at ``deadline``."""

    def __init__(self, deadline: float) -> None:
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
        """Connect to the first public address of ``host`` that answers. Raises NotSent."""
        failure: Exception = NotSent("address_not_public")
        for address in _addresses(host, port):
            if not is_public(address):
                continue
            wait = min(CONNECT_SECONDS, _left(self.deadline))
            try:
                stream = self.plain.connect_tcp(address, port, wait, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
            else:
                return _Stream(stream, self.deadline)
        raise failure


class _Stream(httpcore.NetworkStream):
    """A connection, all of whose waiting ends at ``deadline``: who answers byte by byte gains nothing."""

    def __init__(self, plain: httpcore.NetworkStream, deadline: float) -> None:
        self.plain = plain
        self.deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:  # noqa: ARG002 - likewise
        """Read what has come."""
        return self.plain.read(max_bytes, _left(self.deadline))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:  # noqa: ARG002 - likewise
        """Send."""
        self.plain.write(buffer, _left(self.deadline))

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
        secured = self.plain.start_tls(ssl_context, server_hostname, _left(self.deadline))
        return _Stream(secured, self.deadline)

    def get_extra_info(self, info: str) -> Any:
        """Tell what the connection knows of itself."""
        return self.plain.get_extra_info(info)


def _left(deadline: float) -> float:
    left = deadline - time.monotonic()
    if left <= 0:
        raise httpcore.ReadTimeout
    return left


def _addresses(host: str, port: int) -> list[str]:
    """Return the IP addresses of a host, each once, in the resolver's order. Raises NotSent."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise NotSent("name_not_found") from None
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))
