"""What a request carries: kept as far as there is room for it, read to its end in any case.

A server that stops reading resets the connection of a browser that still sends: the person sees no answer.
So what goes beyond the limit or the disk is read and dropped: the application finds a body shorter than its
announced length, and answers that.
"""

from __future__ import annotations

import logging
import re
from contextlib import suppress
from typing import Final

from waitress.buffers import OverflowableBuffer
from waitress.parser import HTTPRequestParser, ParsingError

from monespace.bodies.whole import LARGEST_BODY
from monespace.server.chunks import ChunkedBody

MOST_HEADERS: Final = 200
FOLDED: Final = re.compile(rb"\r\n[ \t]")
CODINGS: Final = re.compile(rb"^transfer-encoding:[ \t]*(.*?)[ \t]*\r?$", re.IGNORECASE | re.MULTILINE)

logger = logging.getLogger(__name__)


class BoundedBody(OverflowableBuffer):
    """Bytes in memory, then in a temporary file; none of them once there is no room for all of them."""

    is_cut = False

    def append(self, piece: bytes) -> None:
        """Keep a piece, or give back all the room that was taken."""
        if self.is_cut:
            return
        try:
            if len(self) + len(piece) > LARGEST_BODY:
                self.cut()
            else:
                super().append(piece)
        except OSError as problem:
            logger.error("a request found no room in the folder for temporary files: %s", problem)  # noqa: TRY400 - no trace
            self.cut()

    def cut(self) -> None:
        """Forget what was kept."""
        self.is_cut = True
        with suppress(OSError):
            self.close()
        self.buf, self.strbuf, self.overflowed = None, b"", False


class RequestParser(HTTPRequestParser):
    """Reads a request that can be read in one way only, and whose body is bounded."""

    def parse_header(self, header_plus: bytes) -> None:
        """Read the headers, and say where the body goes."""
        if header_plus.count(b"\r\n") > MOST_HEADERS:
            raise ParsingError("Too many headers")
        if FOLDED.search(header_plus):
            raise ParsingError("Header on several lines")  # RFC 9112, 5.2
        try:
            super().parse_header(header_plus)
        except ValueError:
            raise ParsingError("Header makes no sense") from None
        codings = [coding.lower() for coding in CODINGS.findall(header_plus)]
        if codings and not (self.chunked and codings == [b"chunked"]):
            raise ParsingError("Transfer-Encoding")  # HTTP/1.0 has none, and none comes twice (RFC 9112, 6.1)
        if self.chunked and "CONTENT_LENGTH" in self.headers:
            raise ParsingError("Content-Length and Transfer-Encoding")  # one length, not two (RFC 9112, 6.3)
        if self.chunked:
            self.body_rcv = ChunkedBody(BoundedBody(self.adj.inbuf_overflow))
        elif self.body_rcv is not None:
            self.body_rcv.buf = BoundedBody(self.adj.inbuf_overflow)

    def received(self, data: bytes) -> int:
        """Take bytes of the request; announce the length that a body in chunks had, kept or not."""
        if not (self.header_plus or self.headers_finished):
            blank = len(data) - len(data.lstrip(b"\r\n"))  # before its first line (RFC 9112, 2.2)
            if blank:
                return blank + (self.received(data[blank:]) if blank < len(data) else 0)
        taken = super().received(data)
        if self.completed:
            self.expect_continue = False  # nothing follows: asked to go on, it would be read as not complete
            if self.chunked and self.error is None and self.body_rcv.getbuf().is_cut:
                self.headers["CONTENT_LENGTH"] = str(self.body_bytes_received)
        return taken
