"""What people send with their dossiers."""

from __future__ import annotations

from io import BytesIO
from uuid import uuid4

import pikepdf


def invoice() -> bytes:
    """Return a PDF of one empty page, unlike every other."""
    pdf, file = pikepdf.new(), BytesIO()
    pdf.add_blank_page()
    pdf.docinfo["/Title"] = str(uuid4())
    pdf.save(file)
    return file.getvalue()
