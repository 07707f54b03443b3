"""Writes PDFs byte by byte, as no honest program does."""

from __future__ import annotations

import struct
import zlib

BLOCK = 1 << 20
LAST_BLOCK = b"\x03\x00"  # of a deflated stream: empty
ONE_PAGE = {
    2: b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
    3: b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>",
}


def swollen(size: int, *, head: bytes = b"", fill: bytes = b" ", times: int = 1) -> bytes:
    """Return ``head`` and ``size`` bytes of ``fill``, deflated ``times`` times.

    A block is deflated once and repeated: nobody waits for four thousand megabytes.
    """
    block = (fill * (BLOCK // len(fill) + 1))[:BLOCK]
    squeezer = zlib.compressobj(9)
    start = squeezer.compress(head) + squeezer.flush(zlib.Z_FULL_FLUSH)
    packed = squeezer.compress(block) + squeezer.flush(zlib.Z_FULL_FLUSH)
    check = zlib.adler32(head)
    for _ in range(size // BLOCK):
        check = zlib.adler32(block, check)
    content = start + packed * (size // BLOCK) + LAST_BLOCK + struct.pack(">I", check)
    for _ in range(times - 1):
        content = zlib.compress(content, 9)
    return content


def stream(content: bytes, entries: bytes = b"") -> bytes:
    """Return the body of a stream object."""
    return b"<<%s/Length %d>>stream\n%s\nendstream" % (entries, len(content), content)


def filters(times: int) -> bytes:
    """Return the entry of a stream deflated ``times`` times."""
    return b"/Filter[%s]" % (b"/FlateDecode" * times)


def classic(objects: dict[int, bytes], *, root: int = 1, trailer: bytes = b"") -> bytes:
    """Return a PDF of ``objects`` by their numbers, with a table of cross-references."""
    written, places = _written(objects)
    size = max(objects) + 1
    rows = b"".join(
        b"%010d 00000 n \n" % places[number] if number in places else b"0000000000 65535 f \n"
        for number in range(size)
    )
    end = b"trailer\n<</Size %d/Root %d 0 R%s>>\nstartxref\n%d\n%%%%EOF\n" % (
        size,
        root,
        trailer,
        len(written),
    )
    return written + b"xref\n0 %d\n" % size + rows + end


def modern(objects: dict[int, bytes], inside: dict[int, tuple[int, int]]) -> bytes:
    """Return a PDF of ``objects``, and of those ``inside`` object streams: the stream's number, an index.

    The catalogue is object 1.
    """
    written, places = _written(objects)
    number = max(*objects, *inside) + 1
    places[number] = len(written)
    rows = [
        struct.pack(">BIH", 2, *inside[one])
        if one in inside
        else struct.pack(">BIH", int(one in places), places.get(one, 0), 0)
        for one in range(number + 1)
    ]
    entries = b"/Type/XRef/Size %d/W[1 4 2]/Root 1 0 R/Filter/FlateDecode" % (number + 1)
    table = b"%d 0 obj\n%s\nendobj\n" % (number, stream(zlib.compress(b"".join(rows)), entries))
    return written + table + b"startxref\n%d\n%%%%EOF\n" % places[number]


def _written(objects: dict[int, bytes]) -> tuple[bytes, dict[int, int]]:
    """Return the beginning of a PDF with ``objects``, and where each stands."""
    parts, places, length = [b"%PDF-1.7\n"], {}, 9
    for number, body in objects.items():
        places[number] = length
        parts.append(b"%d 0 obj\n%s\nendobj\n" % (number, body))
        length += len(parts[-1])
    return b"".join(parts), places
