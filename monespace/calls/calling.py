"""Calls an address and returns the answer: no proxy, no redirect, no second try, one limit for all."""

from __future__ import annotations

import functools
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import TYPE_CHECKING

import httpcore
import httpx

from monespace.calls.network import Deadline, Network, NoAnswer

if TYPE_CHECKING:
    import ssl
    from collections.abc import Iterable, Mapping

    from monespace.calls.network import Patience

OURS = {"Accept-Encoding": "identity", "User-Agent": "MonEspace"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What was answered; ``headers`` by their name in small letters, ``body`` as far as it was asked for."""

    status: int
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""

    @property
    def is_success(self) -> bool:
        """Whether it is one of 2xx."""
        return HTTPStatus.OK <= self.status < HTTPStatus.MULTIPLE_CHOICES


def call(
    method: str,
    url: str,
    *,
    patience: Patience,
    headers: Mapping[str, str],
    body: bytes | Iterable[bytes] = b"",
    most: int = 0,
) -> Answer:
    """Call ``url`` and return the answer with ``most`` bytes of its body at most. Raises NoAnswer.

    A body in parts needs a ``content-length`` among the headers. Certificates are those of the name, by the
    authorities that are trusted everywhere.
    """
    network = Network(Deadline(patience))
    sent = [(name.encode(), value.encode()) for name, value in (OURS | dict(headers)).items()]
    content = body if isinstance(body, bytes) else iter(body)
    try:
        with (
            httpcore.ConnectionPool(ssl_context=trust(), network_backend=network) as pool,
            pool.stream(method, _address(url), headers=sent, content=content) as response,
        ):
            named = {name.decode().lower(): value.decode("latin-1") for name, value in response.headers}
            return Answer(status=response.status, headers=named, body=_read(response, most))
    except (
        httpcore.NetworkError,
        httpcore.TimeoutException,
        httpcore.ProtocolError,
        httpcore.UnsupportedProtocol,
        httpx.InvalidURL,
    ) as error:
        raise NoAnswer(type(error).__name__) from error


def _address(url: str) -> httpcore.URL:
    """Return ``url`` as it is asked for: names in letters of any alphabet are encoded."""
    read = httpx.URL(url)
    return httpcore.URL(scheme=read.raw_scheme, host=read.raw_host, port=read.port, target=read.raw_path)


def _read(response: httpcore.Response, most: int) -> bytes:
    """Read the first ``most`` bytes of an answer, and no part after them."""
    read = b""
    if most:
        for part in response.iter_stream():
            read += part
            if len(read) >= most:
                break
    return read[:most]


@functools.cache
def trust() -> ssl.SSLContext:
    """Return the authorities that are trusted: reading them costs more than a call."""
    return httpx.create_ssl_context(trust_env=False)
