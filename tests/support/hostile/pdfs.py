"""PDFs that swell, loop, nest, or are endless or damaged."""

from __future__ import annotations

import zlib
from functools import cache

from tests.support.hostile.raw import ONE_PAGE, classic, filters, modern, stream, swollen

CATALOGUE = b"<</Type/Catalog/Pages 2 0 R%s>>"


@cache
def object_stream(megabytes: int, *, times: int = 2) -> bytes:
    """Return a PDF whose catalogue stands in an object stream of so many megabytes."""
    inner = b"1 0 " + CATALOGUE % b""
    held = swollen(megabytes << 20, head=inner, times=times)
    entries = b"/Type/ObjStm/N 1/First 4" + filters(times)
    return modern({**ONE_PAGE, 4: stream(held, entries)}, {1: (4, 0)})


@cache
def many_object_streams(number: int, megabytes: int) -> bytes:
    """Return a PDF with ``number`` object streams, each swelling to so many megabytes."""
    objects, inside = dict(ONE_PAGE), {}
    for rank in range(number):
        holder, held = 10 + 2 * rank, 11 + 2 * rank if rank else 1
        content = CATALOGUE % b"" if rank == 0 else b"<</Type/Any>>"
        head = b"%d 0 " % held
        packed = swollen(megabytes << 20, head=head + content, times=2)
        objects[holder] = stream(packed, b"/Type/ObjStm/N 1/First %d" % len(head) + filters(2))
        inside[held] = (holder, 0)
    return modern(objects, inside)


@cache
def page_content(megabytes: int, *, times: int = 2, fill: bytes = b"0 0 m ") -> bytes:
    """Return a PDF whose only page has so many megabytes of content."""
    drawn = stream(swollen(megabytes << 20, fill=fill, times=times), filters(times))
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R>>"
    return classic({1: CATALOGUE % b"", **ONE_PAGE, 3: page, 4: drawn})


def nested(depth: int, *, opening: bytes = b"[", closing: bytes = b"]") -> bytes:
    """Return a PDF with ``depth`` arrays, or other things, inside each other."""
    return classic({1: CATALOGUE % (b"/Deep" + opening * depth + b"1" + closing * depth), **ONE_PAGE})


def endless(objects: int) -> bytes:
    """Return a PDF of so many objects."""
    return classic(
        {1: CATALOGUE % b"", **ONE_PAGE} | dict.fromkeys(range(4, objects + 4), b"<</A 1/B[2 3]>>")
    )


def many_pages(number: int) -> bytes:
    """Return a PDF of so many pages, all the same one."""
    kids = b"3 0 R " * number
    return classic({1: CATALOGUE % b"", **ONE_PAGE, 2: b"<</Type/Pages/Kids[%s]/Count %d>>" % (kids, number)})


def looping() -> bytes:
    """Return a PDF whose tree of pages holds itself."""
    return classic(
        {1: CATALOGUE % b"", 2: b"<</Type/Pages/Kids[2 0 R 3 0 R]/Parent 2 0 R/Count 9>>", 3: ONE_PAGE[3]}
    )


def huge_table(rows: int) -> bytes:
    """Return a PDF that says it has so many cross-references."""
    sound = classic({1: CATALOGUE % b"", **ONE_PAGE})
    return sound.replace(b"xref\n0 4", b"xref\n0 %d" % rows, 1).replace(b"/Size 4", b"/Size %d" % rows)


def drawn_in_each_other(
    levels: int, times: int, *, name: bytes = b"/X", by_a_mark: bool = False, circle: bool = False
) -> bytes:
    """Return a PDF with so many levels of drawings, each of which draws the next one so many times.

    The first is drawn by the page or by a mark on it; the last one is a box, or in a ``circle`` the first.
    """
    kind = b"/Type/XObject/Subtype/Form/BBox[0 0 595 842]"
    uses = b"/Resources<</XObject<</X %d 0 R>>>>"
    calls = (name + b" Do ") * times
    first, last = 10, 10 + levels
    packed = zlib.compress(calls)
    drawings = {n: stream(packed, kind + filters(1) + uses % (n + 1)) for n in range(first, last)}
    back = stream(packed, kind + filters(1) + uses % first)
    drawings[last] = back if circle else stream(b"40 500 200 100 re f", kind)
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]%s>>"
    mark = b"/Annots[<</Type/Annot/Subtype/Stamp/Rect[0 0 99 99]/AP<</N 10 0 R>>>>]"
    if by_a_mark:
        return classic({1: CATALOGUE % b"", **ONE_PAGE, 3: page % mark, **drawings})
    content = {4: stream(name), 5: stream(b"Do")}  # what stands in several streams is read as one
    drawn = b"/Contents[4 0 R 5 0 R]" + uses % first
    return classic({1: CATALOGUE % b"", **ONE_PAGE, 3: page % drawn, **content, **drawings})


def repeated_content(times: int) -> bytes:
    """Return a PDF whose page shows the same megabyte of content so many times."""
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents[%s]>>" % (b"4 0 R " * times)
    drawn = stream(swollen(1 << 20, fill=b"0 0 m "), filters(1))
    return classic({1: CATALOGUE % b"", **ONE_PAGE, 3: page, 4: drawn})


def content_kept(entries: bytes, packed: bytes) -> bytes:
    """Return a PDF whose page's content is ``packed`` as ``entries`` tell."""
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R>>"
    return classic({1: CATALOGUE % b"", **ONE_PAGE, 3: page, 4: stream(packed, entries)})


def picture_file(name: bytes, content: bytes) -> bytes:
    """Return a PDF whose page shows a picture of ten points' width, kept as a file of its own kind."""
    shown = b"/Type/XObject/Subtype/Image/Width 10/Height 10/ColorSpace/DeviceRGB/BitsPerComponent 8"
    page = (
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 5 0 R/Resources<</XObject<</P 4 0 R>>>>>>"
    )
    drawn = {4: stream(content, shown + b"/Filter/" + name), 5: stream(b"/P Do")}
    return classic({1: CATALOGUE % b"", **ONE_PAGE, 3: page, **drawn})


def picture(width: int, height: int) -> bytes:
    """Return a PDF whose page shows a picture that says it is so large."""
    shown = b"/Type/XObject/Subtype/Image/Width %d/Height %d/ColorSpace/DeviceGray/BitsPerComponent 1" % (
        width,
        height,
    )
    page = (
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 5 0 R/Resources<</XObject<</P 4 0 R>>>>>>"
    )
    drawn = {4: stream(swollen(1 << 20, fill=b"\0"), shown + filters(1)), 5: stream(b"/P Do")}
    return classic({1: CATALOGUE % b"", **ONE_PAGE, 3: page, **drawn})
