"""Gives the application a request's body whole, or an error: never a part that passes for all of it.

A connection may break halfway. Servers then give what came, and a form cut so looks like one whose last
fields were emptied. Two things say that a body is whole: as many bytes as announced (RFC 9112, 8), and for a
multipart form its closing boundary (RFC 2046, 5.1.1).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.utils.http import parse_header_parameters

from monespace.documents.rules import MEGABYTE, MOST_MB_TOGETHER

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import BinaryIO

    Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]

LARGEST_BODY: Final = (MOST_MB_TOGETHER + 100) * MEGABYTE  # documents of a page, its texts, what frames them
FORM_WITH_FILES = "multipart/form-data"


class IncompleteBody(OSError):
    """The body ended before its end."""


class WholeBody:
    """A body of ``length`` bytes that raises IncompleteBody where it stops early.

    ``ending`` is what it must end with but for white space; anything will do when it is empty.
    """

    def __init__(self, stream: BinaryIO, length: int, ending: bytes = b"") -> None:
        self._stream = stream
        self._left = length
        self._ending = ending
        self._tail = b""

    def read(self, size: int = -1) -> bytes:
        """Return ``size`` bytes, all that is left when it is negative."""
        wanted = self._left if size < 0 else min(size, self._left)
        pieces: list[bytes] = []
        while wanted > 0:
            piece = self._stream.read(wanted)
            if not piece:
                raise IncompleteBody
            pieces.append(piece)
            wanted -= len(piece)
            self._pass(piece)
        return b"".join(pieces)

    def readline(self, size: int = -1) -> bytes:
        """Return a line, or its first ``size`` bytes."""
        if not self._left or not size:
            return b""
        line = self._stream.readline(self._left if size < 0 else min(size, self._left))
        if not line:
            raise IncompleteBody
        self._pass(line)
        return line

    def _pass(self, piece: bytes) -> None:
        """Count what is given, and look at the end of the body once it is there."""
        self._left -= len(piece)
        if self._ending:
            self._tail = (self._tail + piece).rstrip()[-len(self._ending) :]
            if not self._left and self._tail != self._ending:
                raise IncompleteBody


class WholeBodies:
    """A WSGI application that reads whole bodies only."""

    def __init__(self, application: Application) -> None:
        self._application = application

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        """Pass the request on."""
        length = environ.get("CONTENT_LENGTH") or "0"
        if length.isdecimal() and int(length):
            ending = ending_of(environ.get("CONTENT_TYPE", ""))
            environ["wsgi.input"] = WholeBody(environ["wsgi.input"], int(length), ending)
        return self._application(environ, start_response)


def ending_of(content_type: str) -> bytes:
    """Return the last boundary of a form with files; nothing for another type."""
    kind, parameters = parse_header_parameters(content_type)
    boundary = parameters.get("boundary", "") if kind == FORM_WITH_FILES else ""
    return f"--{boundary}--".encode("latin-1", "replace") if boundary else b""
