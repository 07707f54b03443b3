"""What ``check_integrity`` verifies of dossiers: submissions' hashes, files against their rows, seals."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any, Final

from django.db.models import TextField
from django.db.models.functions import Cast

from dossiers.decisions.attachments.models import DecisionAttachment
from dossiers.filling.models import Attachment
from dossiers.messages.models import MessageDocument
from dossiers.states import State
from dossiers.submission.models import Submission
from monespace.common.canonical import sha256
from monespace.common.crypto import Undecryptable
from monespace.documents.models import StoredFile
from monespace.journal.integrity import Flaw, integrity_check
from monespace.sealing.models import SealedDocument
from monespace.sealing.selectors import flaw_of

if TYPE_CHECKING:
    from collections.abc import Iterator


PAYLOAD: Final[Any] = Submission._meta.get_field("payload")


@integrity_check("submissions")
def check_submissions() -> Iterator[Flaw]:
    """Every payload still has the hash that its receipt shows, unless it was erased with its dossier."""
    kept = Submission.objects.exclude(dossier__state=State.ANONYMISED)
    stored = kept.only("payload_sha256").annotate(stored=Cast("payload", TextField()))
    for submission in stored.iterator():
        try:
            payload = PAYLOAD.opened(submission.stored)
        except Undecryptable:
            yield Flaw(str(submission), "its payload opens with no key of FIELD_KEYS")
            continue
        if sha256(payload) != submission.payload_sha256:
            yield Flaw(str(submission), "does not have the hash of its payload")


@integrity_check("documents")
def check_documents() -> Iterator[Flaw]:
    """Every document found clean is there, as it was, until it is erased: of drafts, messages, decisions."""
    of_messages = MessageDocument.objects.exclude(message__dossier__state=State.ANONYMISED)
    of_decisions = DecisionAttachment.objects.exclude(dossier__state=State.ANONYMISED)
    for kept in (Attachment.objects.current(), of_messages, of_decisions):
        for document in kept.filter(scan=StoredFile.Scan.CLEAN).iterator():
            try:
                with document.file.open("rb") as file:
                    digest = hashlib.file_digest(file, "sha256").hexdigest()
            except (OSError, ValueError):
                yield Flaw(str(document), "its file is missing")
                continue
            if digest != document.sha256:
                yield Flaw(str(document), "its file does not have the hash of its row")


@integrity_check("sealed documents")
def check_sealed_documents() -> Iterator[Flaw]:
    """Every sealed document is there, as it left us, under our seal, unless our copy was erased."""
    for document in SealedDocument.objects.filter(erased_copy=None).iterator():
        if flaw := flaw_of(document):
            yield Flaw(str(document), flaw)
