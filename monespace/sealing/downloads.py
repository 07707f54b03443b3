"""Hands a sealed document over, byte by byte as it was sealed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import FileResponse

if TYPE_CHECKING:
    from monespace.sealing.models import SealedDocument


def hand_over(document: SealedDocument, *, name: str) -> FileResponse:
    """Answer with the PDF, to be saved under ``name``."""
    file = document.file.open("rb")
    return FileResponse(file, as_attachment=True, filename=name, content_type="application/pdf")
