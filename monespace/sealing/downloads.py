"""Hands a sealed document over, byte by byte as it was sealed, or says that it is being made."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.http import FileResponse
from django.shortcuts import render

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from monespace.sealing.models import SealedDocument

SECONDS_TO_WAIT: Final = "2"


def hand_over(document: SealedDocument, *, name: str) -> FileResponse:
    """Answer with the PDF, to be saved under ``name``."""
    file = document.file.open("rb")
    return FileResponse(file, as_attachment=True, filename=name, content_type="application/pdf")


def being_made(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    """Answer that a document is not there yet, and when to ask again."""
    response = render(request, template, context, status=202)
    response["Retry-After"] = SECONDS_TO_WAIT
    return response
