"""Refuses PDFs that cost whoever opens them too much: streams that swell, pictures or pages without end.

Pages are kept as they came, deflated: the process that judges does not need to inflate them, a reader will.
"""

from __future__ import annotations

import re
import struct
import warnings
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pikepdf

from monespace.documents.cleaning.refusals import Reason, Unfit
from monespace.documents.cleaning.repetition import refuse_endless
from monespace.documents.cleaning.streams import filters_of, pieces_of, swells_twice

if TYPE_CHECKING:
    from pathlib import Path

MOST_BYTES = (
    300_000_000  # of all streams but pictures: the drawings of a large map have some tens of millions
)
MOST_PIXELS = 250_000_000  # of one picture: a plan of A0 scanned at 300 dots per inch has 140 millions
CODESTREAM = re.compile(rb"\xff\x4f\xff\x51.{4}(.{16})", re.DOTALL)  # ISO 15444-1, A.5.1: its size and offset


def refuse_swollen(path: Path) -> None:
    """Raise Unfit when what the PDF at ``path`` holds or draws is too much, or is deflated more than once."""
    left, drawings, sizes = MOST_BYTES, [], dict[tuple[int, int], int]()
    with pikepdf.open(path, suppress_warnings=True) as pdf:
        for part in pdf.objects:
            if not isinstance(part, pikepdf.Stream):
                continue
            kind = str(part.get("/Subtype", ""))
            if kind == "/Image":
                _refuse_endless(part)
                continue
            size = 0
            for piece in pieces_of(part):
                size += len(piece)
                if size > left:
                    raise Unfit(Reason.DEMANDING)
            left -= size
            sizes[part.objgen] = size
            if kind == "/Form":
                drawings.append(part)
        refuse_endless(pdf, drawings, sizes)


def _refuse_endless(picture: Any) -> None:
    """Raise Unfit when a picture says it has more points than any plan, or is deflated more than once."""
    filters = filters_of(picture)
    if swells_twice(filters):
        raise Unfit(Reason.DEMANDING)
    try:
        points = int(picture.get("/Width", 0)) * int(picture.get("/Height", 0))
    except (TypeError, ValueError) as error:
        raise Unfit(Reason.UNREADABLE) from error
    if max(points, _points_of_jpeg(picture, filters), _points_of_jpeg_2000(picture, filters)) > MOST_PIXELS:
        raise Unfit(Reason.DEMANDING)


def _points_of_jpeg(picture: Any, filters: list[str]) -> int:
    """Return how many points a JPEG says itself that it has; none when it is none or says nothing clear."""
    if filters not in (["/DCTDecode"], ["/DCT"]):
        return 0
    from PIL import Image

    try:
        with warnings.catch_warnings(action="ignore", category=Image.DecompressionBombWarning):
            found = Image.open(BytesIO(picture.read_raw_bytes()), formats=["JPEG"])
        return found.width * found.height
    except Image.DecompressionBombError:
        return MOST_PIXELS + 1
    except (OSError, ValueError, SyntaxError):
        return 0


def _points_of_jpeg_2000(picture: Any, filters: list[str]) -> int:
    """Return how many points the largest picture in a JPEG 2000 says that it has; none when it is none."""
    if filters != ["/JPXDecode"]:
        return 0
    sizes = (struct.unpack(">4I", found[1]) for found in CODESTREAM.finditer(picture.read_raw_bytes()))
    return max(((right - left) * (bottom - top) for right, bottom, left, top in sizes), default=0)
