"""Hands a stored file over: to be saved, never to be shown by the site."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import FileResponse

from monespace.common.errors import NotVisible

if TYPE_CHECKING:
    from monespace.documents.models import StoredFile


def hand_over(document: StoredFile | None) -> FileResponse:
    """Answer with a document that the scan found clean; any other does not exist. Raises NotVisible."""
    if document is None or document.scan != document.Scan.CLEAN or not document.file:
        raise NotVisible
    return FileResponse(
        document.file.open("rb"),
        as_attachment=True,
        filename=document.original_name,
        content_type=document.content_type,
    )
