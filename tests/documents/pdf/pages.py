"""PDFs for tests: a page to change, and what is kept of a document."""

from __future__ import annotations

import warnings
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import pikepdf
import pypdfium2
from pikepdf import Array, Dictionary, Name, Pdf

from monespace.documents.cleaning.pdf.cleaning import clean_pdf
from monespace.documents.cleaning.refusals import Unfit

if TYPE_CHECKING:
    from collections.abc import Callable

TEXT = b"BT /F1 24 Tf 40 700 Td (Facture 2026-17) Tj ET 1 0 0 rg 40 500 200 100 re f"


def document(content: bytes = TEXT) -> Pdf:
    """Return a PDF of one page that shows a line of text and a red box."""
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=(595, 842)).obj
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    page.Resources = Dictionary(Font=Dictionary(F1=pdf.make_indirect(font)))
    page.Contents = pdf.make_stream(content)
    return pdf


def written(pdf: Pdf, **options: Any) -> bytes:
    """Return the bytes of a PDF."""
    target = BytesIO()
    with warnings.catch_warnings(action="ignore", category=pikepdf.PageCopyWarning):
        pdf.save(target, deterministic_id="encryption" not in options, fix_metadata_version=False, **options)
    return target.getvalue()


def changed(change: Callable[[Pdf], object], **options: Any) -> bytes:
    """Return the page with a change."""
    pdf = document()
    change(pdf)
    return written(pdf, **options)


def annotated(subtype: str, *, rect: tuple[int, ...] = (40, 600, 240, 640), **entries: Any) -> Dictionary:
    """Return a mark for a page."""
    return Dictionary(Type=Name.Annot, Subtype=Name(f"/{subtype}"), Rect=Array(rect), F=4, **entries)


def with_marks(*marks: Dictionary) -> bytes:
    """Return the page with marks on it."""

    def add(pdf: Pdf) -> None:
        pdf.pages[0].obj.Annots = Array([pdf.make_indirect(mark) for mark in marks])

    return changed(add)


def kept(content: bytes) -> bytes:
    """Return the copy of a PDF that is kept; raises Unfit."""
    with TemporaryDirectory() as folder:
        source, target = Path(folder, "source"), Path(folder, "target")
        source.write_bytes(content)
        clean_pdf(source, target)
        return target.read_bytes()


def why_refused(content: bytes) -> str:
    """Return the reason why a PDF is refused; nothing when it is kept."""
    try:
        kept(content)
    except Unfit as unfit:
        return unfit.reason
    return ""


def drawn(content: bytes, scale: float = 1) -> list[bytes]:
    """Return the points of each page as a reader draws it, with its forms and marks."""
    pdf = pypdfium2.PdfDocument(content)
    try:
        pdf.init_forms()
        return [page.render(scale=scale).to_pil().convert("RGB").tobytes() for page in pdf]
    finally:
        pdf.close()
