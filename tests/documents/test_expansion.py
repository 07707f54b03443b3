"""PDFs that are small on the disk and endless for who opens them are refused; honest ones are kept."""

from __future__ import annotations

import struct
from io import BytesIO

import pikepdf
import pytest

from monespace.documents.cleaning import expansion
from monespace.documents.cleaning.judging import clean
from monespace.documents.cleaning.refusals import Reason, Unfit
from tests.support.hostile import pdfs, pictures
from tests.support.hostile.raw import swollen


@pytest.fixture
def outcome(tmp_path):
    """Judge a PDF, and return why it is refused, or nothing."""

    def judge(content: bytes) -> Reason | None:
        source = tmp_path / "source"
        source.write_bytes(content)
        (tmp_path / "target").unlink(missing_ok=True)
        try:
            clean(source, tmp_path / "target", accept=["pdf"])
        except Unfit as unfit:
            return unfit.reason
        return None

    return judge


@pytest.mark.parametrize(("megabytes", "reason"), [(1, None), (60, None), (600, Reason.DEMANDING)])
def test_a_page_whose_drawing_swells_is_refused(outcome, megabytes, reason):
    assert outcome(pdfs.page_content(megabytes, times=1)) == reason


def test_a_drawing_deflated_twice_is_refused_however_small(outcome):
    assert outcome(pdfs.page_content(1, times=1)) is None
    assert outcome(pdfs.page_content(1, times=2)) == Reason.DEMANDING


def test_many_drawings_count_together(outcome, monkeypatch):
    document, written = pikepdf.open(BytesIO(pdfs.page_content(5, times=1))), BytesIO()
    for _ in range(3):
        document.pages.append(document.pages[0])
        page = document.pages[-1]
        page.Contents = document.make_stream(b"0 0 m " * (1 << 20))
    document.save(written)
    assert outcome(written.getvalue()) is None
    monkeypatch.setattr(expansion, "MOST_BYTES", 15 << 20)
    assert outcome(written.getvalue()) == Reason.DEMANDING


@pytest.mark.parametrize(
    ("width", "height", "reason"),
    [(9_933, 14_043, None), (30_000, 30_000, Reason.DEMANDING), (2**31, 2**31, Reason.DEMANDING)],
)
def test_a_picture_without_end_in_a_pdf_is_refused(outcome, width, height, reason):
    assert outcome(pdfs.picture(width, height)) == reason


def codestream(width: int, height: int) -> bytes:
    """Return the beginning of a JPEG 2000 of this size, inside the box of a small one."""
    head = struct.pack(">I4sIIHBBBB", 22, b"ihdr", 10, 10, 3, 7, 7, 0, 0)
    return head + b"\xff\x4f\xff\x51\0\x2f\0\0" + struct.pack(">4I", width + 5, height + 5, 5, 5)


@pytest.mark.parametrize(
    ("name", "small", "large"),
    [
        (b"DCTDecode", pictures.claimed_jpeg(14_000, 9_900), pictures.claimed_jpeg(65_500, 65_500)),
        (b"DCT", pictures.claimed_jpeg(10, 10), pictures.claimed_jpeg(20_000, 20_000)),
        (b"JPXDecode", codestream(14_000, 9_900), codestream(60_000, 60_000)),
    ],
)
def test_a_picture_is_as_large_as_its_own_bytes_say(outcome, name, small, large):
    assert outcome(pdfs.picture_file(name, small)) is None
    assert outcome(pdfs.picture_file(name, large)) == Reason.DEMANDING


@pytest.mark.parametrize(
    ("entries", "packed"),
    [
        (b"/Filter/Fl", bytes),
        (b"/Filter[/FlateDecode]/DecodeParms[<</Predictor 1>>]", bytes),
        (b"/Filter[/ASCIIHexDecode/FlateDecode]", lambda content: content.hex().encode() + b">"),
    ],
)
def test_content_that_swells_is_refused_however_it_is_kept(outcome, entries, packed):
    for megabytes, reason in ((1, None), (600, Reason.DEMANDING)):
        content = packed(swollen(megabytes << 20, fill=b"0 0 m "))
        assert outcome(pdfs.content_kept(entries, content)) == reason
