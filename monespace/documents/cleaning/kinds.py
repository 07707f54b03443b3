"""Which types of files there are, and how each is known."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

CONTENT_TYPES = {"pdf": "application/pdf", "jpg": "image/jpeg", "png": "image/png"}
SIGNATURES = {  # a mark of Unicode before a PDF is a fault of the program that wrote it, not a disguise
    "pdf": (b"%PDF-", b"\xef\xbb\xbf%PDF-"),
    "jpg": (b"\xff\xd8\xff",),
    "png": (b"\x89PNG\r\n\x1a\n",),  # animated, too: its first picture is kept
}


def sniff(source: Path) -> str:
    """Return the extension of what the content is, from its first bytes; nothing when it is no known type."""
    with source.open("rb") as content:
        head = content.read(max(len(one) for signatures in SIGNATURES.values() for one in signatures))
    return next((kind for kind, signatures in SIGNATURES.items() if head.startswith(signatures)), "")
