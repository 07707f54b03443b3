"""Small files that a person has at hand, one for each type that a question may ask for."""

from __future__ import annotations

import zlib
from io import BytesIO

import pikepdf

from tests.support.walker.pages import File


def file_for(accept: str) -> File:
    """Return a file of a type that an input's ``accept`` names; a picture when it names none."""
    types = {one.strip().lower() for one in accept.split(",") if one.strip()}
    if types and not types & {".png", "image/png"}:
        return File("document.pdf", document(), "application/pdf")
    return File("facture.png", picture(), "image/png")


def document() -> bytes:
    """Return a PDF of one empty page."""
    pdf, written = pikepdf.new(), BytesIO()
    pdf.add_blank_page()
    pdf.save(written)
    return written.getvalue()


def picture() -> bytes:
    """Return a real PNG of 64 × 64 grey points."""

    def chunk(name: bytes, content: bytes) -> bytes:
        check = zlib.crc32(name + content)
        return len(content).to_bytes(4, "big") + name + content + check.to_bytes(4, "big")

    size = (64).to_bytes(4, "big")
    header = chunk(b"IHDR", size + size + bytes([8, 0, 0, 0, 0]))
    points = zlib.compress((b"\x00" + b"\x80" * 64) * 64)
    return b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", points) + chunk(b"IEND", b"")
