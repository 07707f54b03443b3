"""Asks clamd whether a file holds a virus (INSTREAM); without an answer nothing counts as clean."""

from __future__ import annotations

import socket
import struct
import time
from typing import TYPE_CHECKING, Protocol
from urllib.parse import urlsplit

from django.conf import settings

if TYPE_CHECKING:
    from collections.abc import Iterable


class ScannerUnavailable(Exception):
    """Clamd did not answer, or not in words we know: the file stays pending."""


class Content(Protocol):
    """What can be read in pieces: an uploaded or a stored file."""

    def chunks(self) -> Iterable[bytes]:
        """Give the content from its beginning."""


PIECE = struct.Struct("!L")
LONGEST_ANSWER = 1024


def is_clean(content: Content, *, timeout: float) -> bool:
    """Return what clamd says of ``content`` within ``timeout`` seconds, or raise ScannerUnavailable."""
    try:
        answer = _ask(content, deadline=time.monotonic() + timeout)
    except OSError as error:
        raise ScannerUnavailable(type(error).__name__) from error
    if answer == "stream: OK":
        return True
    if answer.startswith("stream: ") and answer.endswith(" FOUND"):
        return False
    raise ScannerUnavailable("Clamd answered neither OK nor FOUND.")


def _ask(content: Content, *, deadline: float) -> str:
    address = urlsplit(settings.CLAMD_URL)
    with socket.create_connection((address.hostname, address.port), timeout=_left(deadline)) as connection:
        connection.sendall(b"zINSTREAM\0")
        for piece in content.chunks():
            connection.settimeout(_left(deadline))
            connection.sendall(PIECE.pack(len(piece)) + piece)
        connection.sendall(PIECE.pack(0))
        answer = b""
        while not answer.endswith(b"\0") and len(answer) < LONGEST_ANSWER:
            connection.settimeout(_left(deadline))
            received = connection.recv(LONGEST_ANSWER)
            if not received:
                break
            answer += received
    return answer.rstrip(b"\0\n").decode(errors="replace")


def _left(deadline: float) -> float:
    """Return the seconds left; a socket with none left has timed out."""
    left = deadline - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left
