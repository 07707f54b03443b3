"""Which types of files there are, and how each is known."""

from __future__ import annotations

from typing import TYPE_CHECKING

from monespace.documents.cleaning.office.cleaning import office_kind, refuse_locked

if TYPE_CHECKING:
    from pathlib import Path

SHOWN_TYPES = {"pdf": "application/pdf", "jpg": "image/jpeg", "png": "image/png"}
"""What is written anew: a browser may show it."""
CONTENT_TYPES = SHOWN_TYPES | {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "odt": "application/vnd.oasis.opendocument.text",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "dwg": "image/vnd.dwg",
    "ifc": "application/x-step",
}
OFFICE = frozenset({"docx", "xlsx", "odt", "ods"})
DRAWINGS = frozenset({"dwg", "ifc"})
PACKAGE, COMPOUND = "zip", "cfb"
SIGNATURES = {  # a mark of Unicode before a PDF is a fault of the program that wrote it, not a disguise
    "pdf": (b"%PDF-", b"\xef\xbb\xbf%PDF-"),
    "jpg": (b"\xff\xd8\xff",),
    "png": (b"\x89PNG\r\n\x1a\n",),  # animated, too: its first picture is kept
    "dwg": (b"AC1012", b"AC1014", b"AC1015", b"AC1018", b"AC1021", b"AC1024", b"AC1027", b"AC1032"),
    "ifc": (b"ISO-10303-21;",),
    PACKAGE: (b"PK\x03\x04",),
    COMPOUND: (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",),
}


def sniff(source: Path) -> str:
    """Return the extension of what the content is; nothing when it is no known type.

    It is known by its first bytes, and within a package by what this says. Raises Unfit for a package that
    is damaged, has macros or opens with a password.
    """
    with source.open("rb") as content:
        head = content.read(max(len(one) for signatures in SIGNATURES.values() for one in signatures))
    kind = next((kind for kind, signatures in SIGNATURES.items() if head.startswith(signatures)), "")
    if kind == COMPOUND:
        refuse_locked(source)
        return ""
    return office_kind(source) if kind == PACKAGE else kind
