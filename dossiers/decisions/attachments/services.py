"""Keeps the documents of a decision: taken in before it, scanned later when that could not be at once."""

from __future__ import annotations

from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, Final

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from dossiers.decisions.attachments.models import DecisionAttachment
from monespace.common.authors import SYSTEM
from monespace.common.db import require_transaction
from monespace.documents.intake import Taken, taken_in
from monespace.documents.later import erase, scanned_late, write_scan
from monespace.documents.rules import Rules
from monespace.journal.services import record
from monespace.outbox.routes import handles
from monespace.outbox.services import enqueue

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from uuid import UUID

    from django.core.files.uploadedfile import UploadedFile

RULES: Final = Rules(label=_("Documents"), max_files=5, max_mb=10)
SCAN, ERASE = "decision_attachment.scan", "decision_attachment.erase"
Attachments = Taken[DecisionAttachment]


@contextmanager
def attachments_for(dossier_id: UUID, uploads: Iterable[UploadedFile]) -> Iterator[Attachments]:
    """Take files in for a block that decides; they stay if the block leaves their rows.

    Outside any transaction, which they would hold for seconds. Raises ValidationError with what to do.
    """
    new_attachment = partial(DecisionAttachment, dossier_id=dossier_id)
    with taken_in(uploads, RULES, new_attachment, folder=dossier_id) as taken:
        yield taken
        written = DecisionAttachment.objects.filter(pk__in=[one.pk for one in taken.rows])
        taken.are_kept = written.exists()


def keep_attachments(attachments: Iterable[DecisionAttachment]) -> list[str]:
    """Keep documents with the decision that this transaction makes; return their ids, for the journal."""
    require_transaction()
    rows = DecisionAttachment.objects.bulk_create(attachments)
    for row in rows:
        if row.scan == row.Scan.PENDING:
            enqueue(SCAN, document_id=row.pk)
    return [str(row.pk) for row in rows]


@handles(SCAN)
def scan_attachment(*, document_id: str) -> None:
    """Scan a pending document; without an answer from clamd the outbox tries again later."""
    document = DecisionAttachment.objects.select_related("dossier").get(pk=document_id)
    is_clean = scanned_late(document)
    if is_clean is not None:
        record_scan(document=document, is_clean=is_clean)


@transaction.atomic
def record_scan(*, document: DecisionAttachment, is_clean: bool) -> None:
    """Write what the scan said of a pending document; a refused one loses its file."""
    if not write_scan(document, is_clean=is_clean):
        return
    tag = "decision.document_verified" if is_clean else "decision.document_refused"
    record(tag, actor=SYSTEM, subject=document.dossier, documents=[str(document.pk)])
    if not is_clean:
        enqueue(ERASE, document_id=document.pk)


@handles(ERASE)
def erase_attachment(*, document_id: str) -> None:
    """Delete the file of a document that was refused; the row stays, without it."""
    erase(DecisionAttachment.objects.get(pk=document_id))
