"""Files for tests: sound ones, and ones that must not be kept."""

from __future__ import annotations

from io import BytesIO

import pikepdf
from PIL import Image

EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


def pdf(title: str = "facture", *, password: str = "", **root: object) -> bytes:
    """Return a PDF of one page; ``root`` adds entries to its catalogue."""
    document = pikepdf.new()
    document.add_blank_page()
    document.docinfo["/Title"] = title
    for key, value in root.items():
        document.Root[f"/{key}"] = value
    written = BytesIO()
    encryption = pikepdf.Encryption(user=password, owner=password) if password else False
    document.save(written, encryption=encryption, deterministic_id=not password)
    return written.getvalue()


def infected_pdf() -> bytes:
    """Return a PDF that holds the harmless test virus."""
    return pdf() + b"\n%" + EICAR


def picture(kind: str = "JPEG", size: tuple[int, int] = (40, 20), **options: object) -> bytes:
    """Return a picture, red on its left half."""
    image = Image.new("RGB", size, "white")
    image.paste("red", (0, 0, size[0] // 2, size[1]))
    written = BytesIO()
    image.save(written, kind, **options)
    return written.getvalue()
