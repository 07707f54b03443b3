"""The documents of requests to be recorded as access manager: scanned later, erased in time."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from enterprises.gap_requests.models import GapRequest
from monespace.common.authors import SYSTEM
from monespace.common.db import get_or_none, require_transaction
from monespace.documents.later import write_scan
from monespace.journal.services import record
from monespace.outbox.services import enqueue

if TYPE_CHECKING:
    from uuid import UUID

    from enterprises.gap_requests.models import GapRequestDocument

SCAN, ERASE = "gap_request_document.scan", "gap_request_document.erase"
KEPT_FOR = timedelta(days=365)


@transaction.atomic
def record_scan(*, document: GapRequestDocument, is_clean: bool) -> None:
    """Write what the scan said of a pending document; a refused one loses its file."""
    if not write_scan(document, is_clean=is_clean):
        return
    tag = "gap_request.document_verified" if is_clean else "gap_request.document_refused"
    record(tag, actor=SYSTEM, subject=document.gap_request.enterprise, document=document.pk)
    if not is_clean:
        enqueue(ERASE, document_id=document.pk)


def erase_documents(*, gap_request: GapRequest) -> None:
    """Want every file of a request deleted, once this transaction has committed."""
    require_transaction()
    for document in gap_request.documents.exclude(file=""):
        enqueue(ERASE, document_id=document.pk)


@transaction.atomic
def purge_gap_request(*, request_id: UUID) -> None:
    """Forget what a request closed long ago said and showed; that it was, and how it ended, stays."""
    due = GapRequest.objects.due_for_purge(KEPT_FOR).select_for_update(of=("self",))
    request = get_or_none(due.select_related("enterprise").filter(pk=request_id))
    if request is None:
        return
    erase_documents(gap_request=request)
    request.remark = request.explanation = ""
    request.purged_at = timezone.now()
    request.save(update_fields=["remark", "explanation", "purged_at"])
    record("gap_request.purged", actor=SYSTEM, subject=request.enterprise, request=request.pk)
