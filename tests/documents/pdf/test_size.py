"""Long and heavy documents that people really send are judged within the limits of the judging process."""

from __future__ import annotations

import os
from io import BytesIO

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from pikepdf import Array, Dictionary, Name, Pdf

from monespace.documents.cleaning.pdf import walk
from monespace.documents.cleaning.refusals import Reason
from monespace.documents.inspection import inspect
from monespace.documents.rules import Rules
from tests.documents.pdf.pages import annotated, changed, document, why_refused, written


def copy_of(content: bytes) -> Pdf:
    """Return the copy that the portal keeps of a PDF."""
    with inspect(SimpleUploadedFile("a.pdf", content), Rules("Pièce", max_mb=50)).content as copy:
        return pikepdf.open(BytesIO(copy.read()))


def test_three_hundred_pages_with_tags_and_links_are_kept():
    pdf = document()
    for number in range(299):
        pdf.pages.extend(document(b"%d 40 90 90 re f" % number).pages)
    root = pdf.Root.StructTreeRoot = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    tags = []
    for number, page in enumerate(pdf.pages):
        for _row in range(40):
            tag = Dictionary(S=Name.P, P=root, Pg=page.obj, K=Array([number, number + 1]), Lang="fr")
            tags.append(pdf.make_indirect(tag))
        page.obj.Annots = Array(
            [annotated("Link", Dest=Array([pdf.pages[0].obj, Name.Fit])) for _ in range(5)]
        )
    root.K = Array(tags)
    with copy_of(written(pdf, object_stream_mode=pikepdf.ObjectStreamMode.generate)) as copy:
        assert len(copy.pages) == 300
        assert len(copy.Root.StructTreeRoot.K) == 12_000


def test_forty_megabytes_of_scans_are_kept():
    def scan(pdf: Pdf) -> None:
        side = {"Width": 2000, "Height": 1000, "BitsPerComponent": 8, "ColorSpace": Name.DeviceRGB}
        images = Dictionary()
        for number in range(7):
            raw = os.urandom(6_000_000)
            images[f"/I{number}"] = pdf.make_stream(raw, Type=Name.XObject, Subtype=Name.Image, **side)
        pdf.pages[0].obj.Resources.XObject = images

    content = changed(scan, compress_streams=False)
    assert len(content) > 42_000_000
    with copy_of(content) as copy:
        assert len(copy.pages[0].obj.Resources.XObject) == 7


def test_more_parts_than_any_honest_document_has_are_refused(monkeypatch):
    content = written(document())
    assert why_refused(content) == ""
    monkeypatch.setattr(walk, "MOST_PARTS", 5)
    assert why_refused(content) == Reason.DEMANDING


@pytest.mark.parametrize(
    "bare", [b"<< /Type /Catalog >>", b"[1]", b"null", b"<< /Pages << /Kids [] /Count 0 >> >>"]
)
def test_a_document_without_pages_is_refused(bare):
    content = b"%PDF-1.4\n1 0 obj\n" + bare + b"\nendobj\ntrailer << /Root 1 0 R >>\n%%EOF\n"
    assert why_refused(content) == Reason.UNREADABLE


def test_pages_in_a_circle_are_refused_in_time():
    def circle(pdf: Pdf) -> None:
        pdf.Root.Pages.Kids.append(pdf.Root.Pages)

    assert why_refused(changed(circle)) == Reason.UNREADABLE
