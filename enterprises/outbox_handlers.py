"""What the outbox runs for enterprises: the scan that could not be done at once, the deletion of files."""

from enterprises.gap_requests.document_services import ERASE, SCAN, erase_file, record_scan
from enterprises.gap_requests.models import GapRequestDocument
from monespace.documents.scanning import is_clean
from monespace.outbox.routes import handles

SECONDS = 30.0


@handles(SCAN)
def scan_document(*, document_id: str) -> None:
    """Scan a pending document; without an answer from clamd the outbox tries again later."""
    document = GapRequestDocument.objects.select_related("gap_request__enterprise").get(pk=document_id)
    if document.scan != document.Scan.PENDING or not document.file:
        return
    with document.file.open() as content:
        clean = is_clean(content, timeout=SECONDS)
    record_scan(document=document, is_clean=clean)


@handles(ERASE)
def erase_document(*, document_id: str) -> None:
    """Delete the file of a document that was refused or is kept no longer."""
    document = GapRequestDocument.objects.get(pk=document_id)
    if document.file:
        erase_file(document=document)
