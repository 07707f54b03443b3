"""Files for tests: sound ones, and ones that must not be kept."""

from __future__ import annotations

from io import BytesIO

import pikepdf
from PIL import Image

EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


def pdf(
    title: str = "facture",
    *,
    password: str = "",
    drawing: bytes = b"0 0 1 rg 40 700 200 40 re f",
    **root: object,
) -> bytes:
    """Return a PDF of one page, its own copy unless changed; ``root`` adds entries to its catalogue."""
    document = pikepdf.new()
    page = document.add_blank_page()
    page.obj.Contents = document.make_stream(drawing)
    document.docinfo["/Title"] = title
    for key, value in root.items():
        document.Root[f"/{key}"] = value
    written = BytesIO()
    encryption = pikepdf.Encryption(user=password, owner=password) if password else False
    document.save(written, encryption=encryption, deterministic_id=not password, compress_streams=False)
    return written.getvalue()


def infected_pdf() -> bytes:
    """Return a PDF whose page holds the harmless test virus."""
    return pdf(drawing=b"%" + EICAR)


def picture(kind: str = "JPEG", size: tuple[int, int] = (40, 20), **options: object) -> bytes:
    """Return a picture, red on its left half."""
    image = Image.new("RGB", size, "white")
    image.paste("red", (0, 0, size[0] // 2, size[1]))
    written = BytesIO()
    image.save(written, kind, **options)
    return written.getvalue()
