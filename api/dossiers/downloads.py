"""Hands files over to systems: the bytes, and what they must be."""

from __future__ import annotations

from base64 import b64encode
from typing import TYPE_CHECKING, Any, Final

from monespace.documents.downloads import hand_over

if TYPE_CHECKING:
    from django.http import FileResponse

    from monespace.documents.models import StoredFile

BYTES: Final[dict[str, Any]] = {"*/*": {"schema": {"type": "string", "format": "binary"}}}


def bytes_of(document: StoredFile | None) -> FileResponse:
    """Answer with a file that the scan found clean; any other does not exist. Raises NotVisible."""
    response = hand_over(document)
    return with_digest(response, document.sha256 if document else "")


def with_digest(response: FileResponse, sha256: str) -> FileResponse:
    """Return an answer that says what its bytes must be, and that nobody on the way keeps."""
    response["ETag"] = f'"{sha256}"'
    response["Repr-Digest"] = f"sha-256=:{b64encode(bytes.fromhex(sha256)).decode()}:"
    response["Cache-Control"] = "no-store"
    return response
