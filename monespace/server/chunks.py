"""A body that comes in chunks (RFC 9112, 7.1), read in a time that grows with its bytes alone.

waitress's own receiver joins an unfinished line to all that follows it, and copies what is left of the
received bytes for each chunk: one connection that never ends a line, or sends chunks of one byte, keeps the
event loop from everybody else's. Lines are bounded here, nothing is copied twice, and small chunks are few.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from waitress.utilities import BadRequest

if TYPE_CHECKING:
    from typing import BinaryIO

    from waitress.buffers import OverflowableBuffer

LONGEST_LINE: Final = 4096  # bytes: the size of a chunk with its extensions, or one field of the trailer
LARGEST_TRAILER: Final = 65_536  # bytes: as much as the headers may have
SMALL_CHUNKS: Final = 1000  # so many may be as small as they like, and ...
USUAL_CHUNK: Final = 64  # ... one more for each of these bytes
SIZE: Final = re.compile(rb"([0-9A-Fa-f]{1,16})(?:;[\t\x20-\x7e\x80-\xff]*)?")


class ChunkedBody:
    """Puts the content of the chunks into ``buffer``; extensions and the trailer are dropped.

    It is over when ``completed`` is true or ``error`` is set.
    """

    def __init__(self, buffer: OverflowableBuffer) -> None:
        self.buf = buffer
        self.completed = False
        self.error: BadRequest | None = None
        self._begun = b""  # a line whose end has not come
        self._left = 0  # bytes of the chunk on its way
        self._is_in_chunk = False  # until the end of line behind its content
        self._is_in_trailer = False
        self._trailer_bytes = 0
        self._chunks = self._bytes = 0

    def __len__(self) -> int:
        return len(self.buf)

    def received(self, data: bytes) -> int:
        """Take what belongs to this body; return how many of the bytes that is."""
        before = len(self._begun)
        data, self._begun = self._begun + data, b""
        at, pieces = 0, []
        while at < len(data) and not (self.completed or self.error):
            if self._left:
                piece = data[at : at + self._left]
                pieces.append(piece)
                self._left -= len(piece)
                at += len(piece)
                continue
            end = data.find(b"\r\n", at, at + LONGEST_LINE)
            if end >= 0:
                self._take_line(data[at:end])
                at = end + 2
            elif len(data) - at < LONGEST_LINE:
                self._begun, at = data[at:], len(data)
            else:
                self.error = BadRequest("Line of a body in chunks too long")
        if pieces:
            self.buf.append(b"".join(pieces))
        return at - before

    def _take_line(self, line: bytes) -> None:
        """Read a line that has no content: it stands before a chunk, behind one, or in the trailer."""
        if self._is_in_chunk:
            self._is_in_chunk = False
            if line:
                self.error = BadRequest("Chunk not properly terminated")
        elif self._is_in_trailer:
            self.completed = not line
            self._trailer_bytes += len(line)
            if self._trailer_bytes > LARGEST_TRAILER:
                self.error = BadRequest("Trailer too long")
        elif size := SIZE.fullmatch(line):
            self._left = int(size[1], 16)
            self._chunks += 1
            self._bytes += self._left
            if self._chunks > SMALL_CHUNKS + self._bytes // USUAL_CHUNK:
                self.error = BadRequest("Chunks too small")
            self._is_in_chunk = self._left > 0
            self._is_in_trailer = not self._left
        else:
            self.error = BadRequest("Invalid chunk size")

    def getfile(self) -> BinaryIO:
        """Return the content, to be read."""
        return self.buf.getfile()

    def getbuf(self) -> OverflowableBuffer:
        """Return what holds the content."""
        return self.buf
