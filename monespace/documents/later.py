"""What happens to a stored file later: the scan that could not be done at once, and its end (ADR 0018).

Each place that keeps documents has its own topics for the outbox, and its own journal; the rest is here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.files.storage import default_storage
from django.db.models import QuerySet
from django.utils import timezone

from monespace.documents.scanning import is_clean

if TYPE_CHECKING:
    from monespace.documents.models import StoredFile

SCAN_SECONDS = 30.0


def scanned_late(document: StoredFile) -> bool | None:
    """Return whether a document that still waits is clean; None for one that does not wait.

    Raises ScannerUnavailable without an answer: the outbox then tries again later.
    """
    if document.scan != document.Scan.PENDING or not document.file:
        return None
    with document.file.open() as content:
        return is_clean(content, timeout=SCAN_SECONDS)


def write_scan(document: StoredFile, *, is_clean: bool) -> bool:
    """Write what the scan said of a pending document; return whether it was still pending."""
    scan = document.Scan.CLEAN if is_clean else document.Scan.REFUSED
    pending = _row(document).filter(scan=document.Scan.PENDING)
    return bool(pending.update(scan=scan, scanned_at=timezone.now()))


def erase(document: StoredFile, **forgotten: str) -> None:
    """Delete the file of a document; its row stays, without it and with what else is ``forgotten``."""
    if document.file:
        default_storage.delete(str(document.file))
        _row(document).update(file="", **forgotten)


def erase_folder(folder: str) -> None:
    """Delete what else stands in a folder of the storage: files without a row, left when a process died."""
    if default_storage.exists(folder):
        for name in default_storage.listdir(folder)[1]:
            default_storage.delete(f"{folder}/{name}")


def _row(document: StoredFile) -> QuerySet[StoredFile]:
    return QuerySet(type(document)).filter(pk=document.pk)
