"""Pages made of small drawings that draw each other without end are refused; honest ones are kept."""

from __future__ import annotations

import time

import pytest
from pikepdf import Array, Dictionary, Name

from monespace.documents.cleaning import repetition
from monespace.documents.cleaning.expansion import refuse_swollen
from monespace.documents.cleaning.refusals import Reason, Unfit
from tests.documents.pdf.pages import document, written
from tests.support.hostile import pdfs


@pytest.fixture
def outcome(tmp_path):
    """Judge what a PDF draws, and return why it is refused, or nothing."""

    def judge(content: bytes) -> Reason | None:
        path = tmp_path / "kept"
        path.write_bytes(content)
        try:
            refuse_swollen(path)
        except Unfit as unfit:
            return unfit.reason
        return None

    return judge


@pytest.mark.parametrize("options", [{}, {"name": b"/#58"}, {"by_a_mark": True}])
def test_drawings_that_multiply_are_refused(outcome, options):
    assert outcome(pdfs.drawn_in_each_other(3, 10, **options)) is None
    started = time.monotonic()
    assert outcome(pdfs.drawn_in_each_other(10, 10, **options)) == Reason.DEMANDING
    assert outcome(pdfs.drawn_in_each_other(40, 40, **options)) == Reason.DEMANDING
    assert time.monotonic() - started < 20


@pytest.mark.parametrize("levels", [0, 3])
def test_a_drawing_that_draws_itself_is_refused(outcome, levels):
    assert outcome(pdfs.drawn_in_each_other(levels, 1)) is None
    assert outcome(pdfs.drawn_in_each_other(levels, 1, circle=True)) == Reason.DEMANDING


def test_drawings_may_stand_in_each_other_as_deep_as_programs_put_them(outcome):
    assert outcome(pdfs.drawn_in_each_other(repetition.DEEPEST - 2, 1)) is None
    assert outcome(pdfs.drawn_in_each_other(repetition.DEEPEST + 2, 1)) == Reason.DEMANDING
    assert outcome(pdfs.drawn_in_each_other(5_000, 1)) == Reason.DEMANDING


def test_content_counts_as_often_as_a_page_shows_it(outcome):
    assert outcome(pdfs.repeated_content(50)) is None
    assert outcome(pdfs.repeated_content(1000)) == Reason.DEMANDING


def test_a_letterhead_on_every_page_counts_once_for_each(outcome, monkeypatch):
    """Resources that all drawings share, and name what nobody draws, are what honest programs write."""
    pdf = document()
    shared = pdf.make_indirect(Dictionary())
    entries = {"Type": Name.XObject, "Subtype": Name.Form, "BBox": Array([0, 0, 595, 842])}
    head = pdf.make_stream(b"0 0 m " * 1000, **entries, Resources=shared)
    frame = pdf.make_stream(b"/Head Do", **entries)  # without resources: those of the page
    shared.XObject = Dictionary(Head=head, Frame=frame)
    page = pdf.pages[0].obj
    del page.Resources
    pdf.Root.Pages.Resources = shared
    page.Contents = pdf.make_stream(b"/Frame Do /Head Do")
    for _ in range(200):
        pdf.pages.append(pdf.pages[0])
    content = written(pdf)
    monkeypatch.setattr(repetition, "MOST_BYTES", 13_000)
    assert outcome(content) is None
    monkeypatch.setattr(repetition, "MOST_BYTES", 11_000)
    assert outcome(content) == Reason.DEMANDING


@pytest.mark.parametrize("cut", range(1, 12))
def test_a_name_and_its_operator_are_found_wherever_a_piece_ends(outcome, monkeypatch, cut):
    monkeypatch.setattr("monespace.documents.cleaning.streams.PIECE", cut)
    content = pdfs.drawn_in_each_other(2, 3)
    monkeypatch.setattr(repetition, "MOST_BYTES", 10_000)
    assert outcome(content) is None
    monkeypatch.setattr(repetition, "MOST_BYTES", 150)
    assert outcome(content) == Reason.DEMANDING
