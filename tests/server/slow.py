"""Connections that take their time: each holds what it can of a server and gives it as little as it can."""

from __future__ import annotations

import socket
import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from collections.abc import Callable

PACE_SECONDS = 0.1
SMALLEST_BUFFER = 2048
MANY = 20  # requests of a connection that does not wait for their answers
LARGE = "/static/large.bin"


@dataclass(frozen=True)
class Kind:
    """What a connection sends at once, what it sends a byte at a time, and whether it reads at all."""

    name: str
    at_once: Callable[[str], bytes]
    then: bytes = b""
    reads_first_answer: bool = False


def _head(line: str, host: str, *headers: str) -> bytes:
    return "\r\n".join([line, f"Host: {host}", *headers]).encode()


def _post(host: str, *headers: str) -> bytes:
    return _head("POST /langue/ HTTP/1.1", host, *headers) + b"\r\n\r\n"


URLENCODED = "Content-Type: application/x-www-form-urlencoded"
MULTIPART = "Content-Type: multipart/form-data; boundary=x"
KINDS = (
    Kind("says nothing", lambda _: b""),
    Kind("first line only", lambda _: b"GE", b"T / HTTP/1.1" + b" " * 200),
    Kind("headers slowly", lambda host: _head("GET / HTTP/1.1", host, "X-Slow: "), b"a" * 1000),
    Kind("body slowly", lambda host: _post(host, URLENCODED, "Content-Length: 1000"), b"a" * 999),
    Kind("body not begun", lambda host: _post(host, URLENCODED, "Content-Length: 1000")),
    Kind(
        "upload slowly",
        lambda host: _post(host, MULTIPART, "Content-Length: 9000000") + b"--x\r\n" + b"a" * 100_000,
        b"a" * 1000,
    ),
    Kind(
        "chunks slowly",
        lambda host: _post(host, URLENCODED, "Transfer-Encoding: chunked"),
        b"1\r\na\r\n" * 200,
    ),
    Kind(
        "waits to go on",
        lambda host: _post(host, URLENCODED, "Content-Length: 1000", "Expect: 100-continue"),
    ),
    Kind(
        "reads no answer",
        lambda host: _head(f"GET {LARGE} HTTP/1.1", host) + b"\r\n\r\n",
    ),
    Kind(
        "reads none of many answers",
        lambda host: (_head("GET /healthz/live HTTP/1.1", host) + b"\r\n\r\n") * MANY,
    ),
    Kind("stays after its answer", lambda host: _head("GET / HTTP/1.1", host) + b"\r\n\r\n", b"", True),
)


class SlowConnections:
    """``count`` connections of one kind, kept for as long as the ``with`` block runs."""

    def __init__(self, kind: Kind, count: int, port: int, host: str) -> None:
        self.kind, self.count, self.port, self.host = kind, count, port, host
        self.sockets: list[socket.socket] = []
        self._over = threading.Event()
        self._sender = threading.Thread(target=self._send_slowly, daemon=True)

    def __enter__(self) -> Self:
        for _ in range(self.count):
            one = socket.socket()
            one.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, SMALLEST_BUFFER)
            one.settimeout(30)
            one.connect(("127.0.0.1", self.port))
            one.sendall(self.kind.at_once(self.host))
            self.sockets.append(one)
        if self.kind.reads_first_answer:
            for one in self.sockets:
                assert one.recv(16) == b"HTTP/1.1 200 OK\r"
        self._sender.start()
        return self

    def _send_slowly(self) -> None:
        for byte in self.kind.then:
            if self._over.wait(PACE_SECONDS):
                return
            for one in self.sockets:
                try:
                    one.send(bytes([byte]))
                except OSError:
                    continue

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._sender.join()
        for one in self.sockets:
            one.close()
