"""Refuses PDFs that cost whoever opens them too much: streams that swell, pictures without end.

Pages are kept as they came, deflated: the process that judges does not need to inflate them, a reader will.
"""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING, Any

import pikepdf

from monespace.documents.cleaning.refusals import Reason, Unfit

if TYPE_CHECKING:
    from pathlib import Path

MOST_BYTES = (
    300_000_000  # of all streams but pictures: the drawings of a large map have some tens of millions
)
MOST_PIXELS = 250_000_000  # of one picture: a plan of A0 scanned at 300 dots per inch has 140 millions
PIECE = 1 << 20
SWELLING = {"/FlateDecode", "/Fl", "/LZWDecode", "/LZW", "/RunLengthDecode", "/RL"}


def refuse_swollen(path: Path) -> None:
    """Raise Unfit when the streams of the PDF at ``path`` hold too much, or are deflated more than once."""
    left = MOST_BYTES
    with pikepdf.open(path, suppress_warnings=True) as pdf:
        for part in pdf.objects:
            if not isinstance(part, pikepdf.Stream):
                continue
            filters = _filters(part)
            if sum(name in SWELLING for name in filters) > 1:
                raise Unfit(Reason.DEMANDING)
            if str(part.get("/Subtype", "")) == "/Image":
                _refuse_endless(part)
            else:
                left -= _size(part, filters, left)
            if left < 0:
                raise Unfit(Reason.DEMANDING)


def _filters(stream: Any) -> list[str]:
    """Return the names of the filters of a stream."""
    kept = stream.get("/Filter")
    if kept is None:
        return []
    return [str(one) for one in kept] if isinstance(kept, pikepdf.Array) else [str(kept)]


def _refuse_endless(picture: Any) -> None:
    """Raise Unfit when a picture says it has more points than any plan."""
    try:
        points = int(picture.get("/Width", 0)) * int(picture.get("/Height", 0))
    except (TypeError, ValueError) as error:
        raise Unfit(Reason.UNREADABLE) from error
    if points > MOST_PIXELS:
        raise Unfit(Reason.DEMANDING)


def _size(stream: Any, filters: list[str], most: int) -> int:
    """Return how many bytes a stream holds; once it is more than ``most``, any number above it."""
    if filters == ["/FlateDecode"]:
        return _inflated(stream.read_raw_bytes(), most)
    if not SWELLING.isdisjoint(filters):
        try:
            return len(stream.read_bytes())  # rare: what it takes is bounded by the process alone
        except pikepdf.PdfError:
            return len(stream.read_raw_bytes())  # no reader inflates it either
    return 0


def _inflated(deflated: bytes, most: int) -> int:
    """Return how many bytes come out of ``deflated``, of which no more than a piece is held at a time."""
    inflater, size = zlib.decompressobj(), 0
    try:
        while size <= most and deflated and not inflater.eof:
            size += len(inflater.decompress(deflated, PIECE))
            deflated = inflater.unconsumed_tail
    except zlib.error:
        pass  # damaged from here on: readers stop there, too
    return size
