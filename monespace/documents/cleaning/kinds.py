"""Which types of files there are, and how each is cleaned."""

from __future__ import annotations

from typing import TYPE_CHECKING

from monespace.documents.cleaning.limits import bound_pdf_library
from monespace.documents.cleaning.refusals import Reason, Unfit

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

CONTENT_TYPES = {"pdf": "application/pdf", "jpg": "image/jpeg", "png": "image/png"}
SIGNATURES = {  # a mark of Unicode before a PDF is a fault of the program that wrote it, not a disguise
    "pdf": (b"%PDF-", b"\xef\xbb\xbf%PDF-"),
    "jpg": (b"\xff\xd8\xff",),
    "png": (b"\x89PNG\r\n\x1a\n",),  # animated, too: its first picture is kept
}


def clean(source: Path, target: Path, *, accept: Collection[str]) -> str:
    """Write the copy of ``source`` that is kept to ``target`` and return its true extension; raise Unfit.

    ``accept`` holds the extensions that are wanted, among pdf, jpg and png.
    """
    extension = sniff(source)
    if extension not in accept:
        raise Unfit(Reason.DISGUISED)
    # each type's library is loaded for its own files only: a process lives for one file
    if extension == "pdf":
        from monespace.documents.cleaning.expansion import refuse_swollen
        from monespace.documents.cleaning.pdf.cleaning import clean_pdf

        bound_pdf_library()
        clean_pdf(source, target)
        refuse_swollen(target)
    else:
        from monespace.documents.cleaning.pictures import clean_picture

        clean_picture(source, target, kind={"jpg": "JPEG", "png": "PNG"}[extension])
    return extension


def sniff(source: Path) -> str:
    """Return the extension of what the content is, from its first bytes; nothing when it is no known type."""
    with source.open("rb") as content:
        head = content.read(max(len(one) for signatures in SIGNATURES.values() for one in signatures))
    return next((kind for kind, signatures in SIGNATURES.items() if head.startswith(signatures)), "")
