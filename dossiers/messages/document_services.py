"""The documents of messages: taken in, scanned later when that could not be at once, erased when refused."""

from __future__ import annotations

from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING

from django.db import transaction

from dossiers.messages.letters import DOCUMENTS
from dossiers.messages.models import MessageDocument
from monespace.common.authors import SYSTEM
from monespace.documents.intake import Taken, taken_in
from monespace.documents.later import erase, scanned_late, write_scan
from monespace.journal.services import record
from monespace.outbox.routes import handles
from monespace.outbox.services import enqueue

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dossiers.messages.letters import Letter
    from dossiers.messages.models import Message

SCAN, ERASE = "message_document.scan", "message_document.erase"


Documents = Taken[MessageDocument]


@contextmanager
def documents_of(message: Message, letter: Letter) -> Iterator[Documents]:
    """Take the files of a letter in for a block that sends it; they stay if the block leaves their rows.

    Outside any transaction, which they would hold for seconds. Raises ValidationError with what to do.
    """
    new_document = partial(MessageDocument, message=message)
    with taken_in(letter.uploads, DOCUMENTS, new_document, folder=message.dossier_id) as taken:
        yield taken
        written = MessageDocument.objects.filter(pk__in=[one.pk for one in taken.rows])
        taken.are_kept = written.exists()


@handles(SCAN)
def scan_document(*, document_id: str) -> None:
    """Scan a pending document; without an answer from clamd the outbox tries again later."""
    document = MessageDocument.objects.select_related("message__dossier").get(pk=document_id)
    is_clean = scanned_late(document)
    if is_clean is not None:
        record_scan(document=document, is_clean=is_clean)


@transaction.atomic
def record_scan(*, document: MessageDocument, is_clean: bool) -> None:
    """Write what the scan said of a pending document; a refused one loses its file."""
    if not write_scan(document, is_clean=is_clean):
        return
    tag = "message.document_verified" if is_clean else "message.document_refused"
    record(tag, actor=SYSTEM, subject=document.message.dossier, documents=[str(document.pk)])
    if not is_clean:
        enqueue(ERASE, document_id=document.pk)


@handles(ERASE)
def erase_document(*, document_id: str) -> None:
    """Delete the file of a document that was refused; the row stays, without it."""
    erase(MessageDocument.objects.get(pk=document_id))
