"""What the outbox runs for enterprises: the scan that could not be done at once, the deletion of files."""

from enterprises.gap_requests.models import GapRequestDocument
from enterprises.gap_requests.services import ERASE, SCAN, record_scan
from monespace.documents.later import erase, scanned_late
from monespace.outbox.routes import handles


@handles(SCAN)
def scan_document(*, document_id: str) -> None:
    """Scan a pending document; without an answer from clamd the outbox tries again later."""
    document = GapRequestDocument.objects.select_related("gap_request__enterprise").get(pk=document_id)
    is_clean = scanned_late(document)
    if is_clean is not None:
        record_scan(document=document, is_clean=is_clean)


@handles(ERASE)
def erase_document(*, document_id: str) -> None:
    """Delete the file of a document that was refused or is kept no longer; its hash stays, its name not."""
    erase(GapRequestDocument.objects.get(pk=document_id), original_name="")
