"""Pictures that swell, lie about their size, repeat themselves, or are damaged."""

from __future__ import annotations

import struct
import zlib
from functools import cache
from io import BytesIO

from PIL import Image

from tests.support.hostile.raw import swollen

SIGNATURE = b"\x89PNG\r\n\x1a\n"
GREY, COLOUR, COLOUR_AND_ALPHA = 0, 2, 6
CHANNELS = {GREY: 1, COLOUR: 3, COLOUR_AND_ALPHA: 4}
START_OF_FRAME, START_OF_SCAN, END = b"\xff\xc0", b"\xff\xda", b"\xff\xd9"


def chunk(name: bytes, content: bytes) -> bytes:
    """Return a chunk of a PNG."""
    check = struct.pack(">I", zlib.crc32(name + content))
    return struct.pack(">I", len(content)) + name + content + check


def png(*chunks: bytes) -> bytes:
    """Return a PNG of these chunks."""
    return SIGNATURE + b"".join([*chunks, chunk(b"IEND", b"")])


def header(
    width: int, height: int, colours: int = COLOUR, *, bits: int = 8, interlaced: bool = False
) -> bytes:
    """Return the first chunk of a PNG."""
    return chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, bits, colours, 0, 0, int(interlaced)))


@cache
def flat_png(
    width: int, height: int, colours: int = COLOUR, *, bits: int = 8, interlaced: bool = False
) -> bytes:
    """Return a PNG of one colour, all of whose points are there."""
    row = 1 + width * CHANNELS[colours] * bits // 8
    size = row * height * (2 if interlaced else 1)
    points = swollen(size + (1 << 20), fill=b"\0")
    return png(header(width, height, colours, bits=bits, interlaced=interlaced), chunk(b"IDAT", points))


def claimed_png(width: int, height: int) -> bytes:
    """Return a PNG that says how large it is, and holds nothing."""
    return png(header(width, height), chunk(b"IDAT", zlib.compress(b"\0" * 100)))


@cache
def swollen_chunk(name: bytes, megabytes: int) -> bytes:
    """Return a small PNG with a text or a profile of so many megabytes."""
    hidden = chunk(name, b"name\0\0" + swollen(megabytes << 20, fill=b"x"))
    return png(header(1, 1), hidden, chunk(b"IDAT", zlib.compress(b"\0" * 4)))


def many_chunks(number: int) -> bytes:
    """Return a small PNG with so many texts."""
    text = chunk(b"tEXt", b"name\0text")
    return png(header(1, 1), text * number, chunk(b"IDAT", zlib.compress(b"\0" * 4)))


@cache
def jpeg(width: int = 64, height: int = 64, **options: object) -> bytes:
    """Return a sound JPEG."""
    written = BytesIO()
    Image.radial_gradient("L").resize((width, height)).convert("RGB").save(written, "JPEG", **options)
    return written.getvalue()


def claimed_jpeg(width: int, height: int) -> bytes:
    """Return a JPEG that says it is larger than it is."""
    sound = jpeg()
    place = sound.index(START_OF_FRAME) + 5
    return sound[:place] + struct.pack(">HH", height, width) + sound[place + 4 :]


@cache
def many_scans(width: int, height: int, number: int) -> bytes:
    """Return a progressive JPEG that draws its last scan so many times."""
    sound = jpeg(width, height, progressive=True)
    last = sound.rindex(START_OF_SCAN)
    return sound[:last] + sound[last:-2] * number + END
