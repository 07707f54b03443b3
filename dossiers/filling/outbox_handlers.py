"""What the outbox runs for documents: the scan that could not be done at once, and the deletion of files."""

from dossiers.filling.attachment_services import ERASE, SCAN, erase_file, record_scan
from dossiers.filling.models import Attachment
from monespace.documents.scanning import is_clean
from monespace.outbox.routes import handles

SECONDS = 30.0


@handles(SCAN)
def scan_attachment(*, attachment_id: str) -> None:
    """Scan a pending document; without an answer from clamd the outbox tries again later."""
    attachment = Attachment.objects.select_related("dossier").get(pk=attachment_id)
    if attachment.scan != Attachment.Scan.PENDING or attachment.removed_at or not attachment.file:
        return
    with attachment.file.open() as content:
        clean = is_clean(content, timeout=SECONDS)
    record_scan(attachment=attachment, is_clean=clean)


@handles(ERASE)
def erase_attachment(*, attachment_id: str) -> None:
    """Delete the file of a document that was removed or refused."""
    attachment = Attachment.objects.get(pk=attachment_id)
    if attachment.file:
        erase_file(attachment=attachment)
