"""A body in chunks is read in one way, within bounds, and takes little time."""

from __future__ import annotations

import pytest
from waitress.buffers import OverflowableBuffer

from monespace.server.chunks import LARGEST_TRAILER, LONGEST_LINE, SMALL_CHUNKS, USUAL_CHUNK, ChunkedBody

MEGABYTE = 1_000_000
RECEIVED_AT_ONCE = 65_536


def read(wire: bytes, piece: int) -> tuple[ChunkedBody, int]:
    """Give what came, ``piece`` bytes at a time; return the body and how many bytes it took."""
    body = ChunkedBody(OverflowableBuffer(MEGABYTE))
    taken = 0
    while taken < len(wire) and not (body.completed or body.error):
        taken += body.received(wire[taken : taken + piece])
    return body, taken


@pytest.mark.parametrize("piece", [1, 2, 3, 7, RECEIVED_AT_ONCE])
@pytest.mark.parametrize(
    ("wire", "content"),
    [
        (b"0\r\n\r\n", b""),
        (b"3\r\nabc\r\n0\r\n\r\n", b"abc"),
        (b"00003;a=b\r\nabc\r\n1\r\nd\r\n000\r\n\r\n", b"abcd"),
        (b"A\r\n0123\r\n0\r\n9\r\n0\r\nContent-Length: 9\r\nX: y\r\n\r\n", b"0123\r\n0\r\n9"),
    ],
)
def test_the_content_is_what_the_chunks_hold_and_nothing_behind_them_is_taken(wire, content, piece):
    body, taken = read(wire + b"GET / HTTP/1.1\r\n", piece)
    assert body.completed
    assert body.error is None
    assert taken == len(wire)
    assert (body.getfile().read(), len(body)) == (content, len(content))


@pytest.mark.parametrize("piece", [1, 7, RECEIVED_AT_ONCE])
@pytest.mark.parametrize(
    "wire",
    [
        b"\r\n3\r\nabc\r\n0\r\n\r\n",
        b" 3\r\nabc\r\n0\r\n\r\n",
        b"0x3\r\nabc\r\n0\r\n\r\n",
        b"+3\r\nabc\r\n0\r\n\r\n",
        b"-3\r\nabc\r\n0\r\n\r\n",
        b"3\n\r\nabc\r\n0\r\n\r\n",
        b"3;a\nb\r\nabc\r\n0\r\n\r\n",
        b"3\r\nabcd\r\n0\r\n\r\n",
        b"3\r\nabcXX0\r\n\r\n",
        b"%x\r\n" % (1 << 64),
        b"3;" + b"a" * LONGEST_LINE + b"\r\nabc\r\n0\r\n\r\n",
        b"0" * (LONGEST_LINE + 1) + b"\r\n\r\n",
        b"0\r\nX: " + b"a" * LONGEST_LINE + b"\r\n\r\n",
        b"0\r\n" + b"X: y\r\n" * (1 + LARGEST_TRAILER // 4) + b"\r\n",
    ],
    ids=lambda wire: repr(wire[:20]),
)
def test_what_can_be_read_in_two_ways_or_never_ends_is_refused(wire, piece):
    body, _ = read(wire, piece)
    assert body.error is not None
    assert not body.completed


@pytest.mark.parametrize("piece", [7, RECEIVED_AT_ONCE])
def test_small_chunks_are_few(piece):
    """Each takes the event loop as long as a large one."""
    end = b"0\r\n\r\n"
    few, _ = read(b"1\r\na\r\n" * (SMALL_CHUNKS - 1) + end, piece)
    assert few.completed
    usual, _ = read((b"%x\r\n" % USUAL_CHUNK + b"a" * USUAL_CHUNK + b"\r\n") * 2 * SMALL_CHUNKS + end, piece)
    assert usual.completed
    many, taken = read(b"1\r\na\r\n" * 2 * SMALL_CHUNKS + end, piece)
    assert many.error is not None
    assert taken < 6 * 2 * SMALL_CHUNKS
