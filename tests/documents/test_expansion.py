"""PDFs that are small on the disk and endless for who opens them are refused; honest ones are kept."""

from __future__ import annotations

from io import BytesIO

import pikepdf
import pytest

from monespace.documents.cleaning import expansion
from monespace.documents.cleaning.kinds import clean
from monespace.documents.cleaning.refusals import Reason, Unfit
from tests.support.hostile import pdfs


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
