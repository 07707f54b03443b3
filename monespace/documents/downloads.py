"""Hands a stored file over: to be saved, or to be looked at in a tab of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import FileResponse

from monespace.common.errors import NotVisible
from monespace.documents.cleaning.kinds import SHOWN_TYPES

if TYPE_CHECKING:
    from monespace.documents.models import StoredFile


def hand_over(document: StoredFile | None) -> FileResponse:
    """Answer with a document to be saved, if the scan found it clean; any other does not exist.

    Raises NotVisible.
    """
    return _file(document, to_save=True)


def show(document: StoredFile | None) -> FileResponse:
    """Answer with a document to be looked at, as ``hand_over`` does: under its own type, so no page of ours.

    What the browser shows was written anew when it was taken in, from a list without programs (ADR 0059);
    what was not, such as a document of an office program, is saved (ADR 0119).
    """
    is_shown = document is not None and document.content_type in SHOWN_TYPES.values()
    return _file(document, to_save=not is_shown)


def _file(document: StoredFile | None, *, to_save: bool) -> FileResponse:
    if document is None or document.scan != document.Scan.CLEAN or not document.file:
        raise NotVisible
    return FileResponse(
        document.file.open("rb"),
        as_attachment=to_save,
        filename=document.original_name,
        content_type=document.content_type,
    )
