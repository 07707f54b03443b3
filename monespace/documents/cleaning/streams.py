"""What the streams of a PDF hold, inflated piece by piece (ISO 32000, 7.4)."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING, Any

import pikepdf

from monespace.documents.cleaning.refusals import Reason, Unfit

if TYPE_CHECKING:
    from collections.abc import Iterator

PIECE = 1 << 20  # bytes
DEFLATED = ({"/FlateDecode"}, {"/Fl"})
SWELLING = {"/FlateDecode", "/Fl", "/LZWDecode", "/LZW", "/RunLengthDecode", "/RL"}


def filters_of(stream: Any) -> list[str]:
    """Return the names of the filters of a stream."""
    kept = stream.get("/Filter")
    if kept is None:
        return []
    return [str(one) for one in kept] if isinstance(kept, pikepdf.Array) else [str(kept)]


def swells_twice(filters: list[str]) -> bool:
    """Whether each of two filters or more makes what a stream holds larger, many times over."""
    return sum(name in SWELLING for name in filters) > 1


def pieces_of(stream: Any) -> Iterator[bytes]:
    """Give what a stream holds; what is only deflated never stands in memory as a whole.

    Raises Unfit for a stream deflated more than once, or for one that swells beyond what the library takes.
    """
    filters = filters_of(stream)
    if swells_twice(filters):
        raise Unfit(Reason.DEMANDING)
    if len(filters) == 1 and set(filters) in DEFLATED and "/DecodeParms" not in stream:
        yield from _inflated(stream.read_raw_bytes())
        return
    try:
        yield stream.read_bytes()
    except pikepdf.PdfError as error:
        if not SWELLING.isdisjoint(filters):
            raise Unfit(Reason.DEMANDING) from error
        yield stream.read_raw_bytes()  # a picture's way of keeping, which does not swell here


def _inflated(deflated: bytes) -> Iterator[bytes]:
    """Give what comes out of ``deflated``, no more than a piece at a time."""
    inflater = zlib.decompressobj()
    try:
        while deflated and not inflater.eof:
            yield inflater.decompress(deflated, PIECE)
            deflated = inflater.unconsumed_tail
    except zlib.error:
        pass  # damaged from here on: readers stop there, too
