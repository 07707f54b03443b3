"""Makes the sealed receipt of a submission: in the outbox, once, and never in the way of sending."""

from __future__ import annotations

from typing import TYPE_CHECKING

import structlog
from django.db import transaction

from dossiers.catalogue.published import definition_of
from dossiers.deadlines.selectors import deadline_of
from dossiers.receipts.content import about_receipt, receipt_data
from dossiers.receipts.models import Receipt
from dossiers.submission.models import Submission
from monespace.common.authors import SYSTEM
from monespace.common.db import advisory_lock, get_or_none
from monespace.journal.services import record
from monespace.outbox.routes import handles
from monespace.sealing.models import Kind
from monespace.sealing.services import drop_document, make_document

if TYPE_CHECKING:
    from monespace.sealing.models import SealedDocument

logger = structlog.get_logger(__name__)


@handles("receipt.make")
def make_receipt(submission_id: str) -> None:
    """Set, seal and keep the receipt in the dossier's language, unless it is there.

    What fails raises: the outbox tries again, ever more slowly.
    """
    wanted = Submission.objects.filter(pk=submission_id, receipt=None).select_related("dossier")
    submission = get_or_none(wanted)
    if submission is None:
        return
    dossier, language = submission.dossier, submission.dossier.language
    definition = definition_of(submission.demarche_version_id)
    document = make_document(
        kind=Kind.RECEIPT,
        language=language,
        about=about_receipt(submission, definition),
        template="document",
        data=receipt_data(submission, definition, deadline_of(dossier), language),
    )
    is_kept = False
    try:
        is_kept = keep_receipt(submission=submission, document=document)
    finally:
        if not is_kept:
            drop_document(document)


@transaction.atomic
def keep_receipt(*, submission: Submission, document: SealedDocument) -> bool:
    """Keep the document as the receipt of the submission; False when another one is kept already."""
    advisory_lock("receipt", submission.pk)
    if Receipt.objects.filter(submission=submission).exists():
        return False
    document.save(force_insert=True)
    Receipt.objects.create(submission=submission, document=document)
    record(
        "dossier.receipt_sealed",
        actor=SYSTEM,
        subject=submission.dossier,
        document_id=document.pk,
        sha256=document.sha256,
    )
    logger.info("receipt_sealed", document_id=str(document.pk), bytes=document.size)
    return True
