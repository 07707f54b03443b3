"""Writes the documents of a draft: added, removed, scanned, erased."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone

from dossiers.filling.models import Attachment
from dossiers.filling.selectors import attachments_of
from dossiers.filling.services import lock_draft
from enterprises.rights.checks import require
from enterprises.rights.permissions import Permission
from monespace.common.authors import SYSTEM
from monespace.documents.rules import check_upload, max_bytes
from monespace.journal.services import record
from monespace.outbox.services import enqueue

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dossiers.engine.kinds import FileQuestion
    from dossiers.models import Dossier
    from enterprises.rights.actor import Actor

Arrival = tuple["FileQuestion", Attachment]  # a stored file, with the question it answers
Refusals = dict[str, list[ValidationError]]  # by the key of the question
SCAN, ERASE = "attachment.scan", "attachment.erase"


@dataclass
class Change:
    """What became of files: the draft's documents now, why others are not, and which content came again.

    ``doubles`` are pairs of the file that came and the document that has its content.
    """

    documents: list[Attachment] = field(default_factory=list)
    refusals: Refusals = field(default_factory=dict)
    doubles: list[tuple[Attachment, Attachment]] = field(default_factory=list)


@transaction.atomic
def change_attachments(
    *, actor: Actor, dossier: Dossier, leaving: list[Attachment], arriving: list[Arrival]
) -> Change:
    """Take documents from a draft and add stored files to it; return what became of them.

    The file of a question that takes one is replaced; the same content twice, as by a double click, is one
    document. Documents that are gone already are left alone. The files of those not added are the caller's
    to delete.
    """
    require(actor, Permission.FILL_DOSSIERS)
    lock_draft(actor=actor, dossier=dossier)
    current = attachments_of(dossier)
    change = Change()
    replaced, added = _choose([one for one in current if one not in leaving], arriving, change)
    gone = [one for one in current if one in leaving or one in replaced]
    _remove(actor, dossier, gone)
    _insert(actor, dossier, added)
    change.documents = [one for one in current if one not in gone] + added
    return change


def _choose(
    held: list[Attachment], arriving: list[Arrival], change: Change
) -> tuple[list[Attachment], list[Attachment]]:
    """Return the documents that are replaced and the files that are new; note in ``change`` what else is."""
    replaced: list[Attachment] = []
    added: list[Attachment] = []
    for question, attachment in arriving:
        answers = [one for one in held + added if one.answers_the_same(attachment)]
        if double := next((one for one in answers if one.sha256 == attachment.sha256), None):
            change.doubles.append((attachment, double))
            continue
        leaving = [one for one in answers if question.max_files == 1 and one in held]
        try:
            check_upload(
                question,
                name=attachment.original_name,
                size=min(attachment.size, max_bytes(question)),
                kept=len(answers) - len(leaving),
            )
        except ValidationError as refusal:
            change.refusals.setdefault(question.key, []).append(refusal)
        else:
            replaced += [one for one in leaving if one not in replaced]
            added.append(attachment)
    return replaced, added


def _insert(actor: Actor, dossier: Dossier, attachments: list[Attachment]) -> None:
    if not attachments:
        return
    for attachment in attachments:
        attachment.uploaded_by = actor.user
    Attachment.objects.bulk_create(attachments)
    record("document.added", actor=actor, subject=dossier, documents=_ids(attachments))
    for attachment in attachments:
        if attachment.scan == Attachment.Scan.PENDING:
            enqueue(SCAN, attachment_id=attachment.pk)


def _remove(actor: Actor, dossier: Dossier, attachments: list[Attachment]) -> None:
    """Take documents away; their files are deleted soon after."""
    if not attachments:
        return
    leaving = [one.pk for one in attachments]
    Attachment.objects.filter(pk__in=leaving).update(removed_at=timezone.now())
    record("document.removed", actor=actor, subject=dossier, documents=_ids(attachments))
    for attachment in attachments:
        enqueue(ERASE, attachment_id=attachment.pk)


@transaction.atomic
def record_scan(*, attachment: Attachment, is_clean: bool) -> None:
    """Write what the scan said of a pending document; a refused one loses its file."""
    scan = Attachment.Scan.CLEAN if is_clean else Attachment.Scan.REFUSED
    pending = Attachment.objects.filter(pk=attachment.pk, scan=Attachment.Scan.PENDING)
    if not pending.update(scan=scan, scanned_at=timezone.now()):
        return
    tag = "document.verified" if is_clean else "document.refused"
    record(tag, actor=SYSTEM, subject=attachment.dossier, documents=_ids([attachment]))
    if not is_clean:
        enqueue(ERASE, attachment_id=attachment.pk)


def erase_file(*, attachment: Attachment) -> None:
    """Delete the file of a document that was removed or refused; the row stays, without it."""
    default_storage.delete(str(attachment.file))
    Attachment.objects.filter(pk=attachment.pk).update(file="")


def _ids(attachments: Iterable[Attachment]) -> list[str]:
    return [str(attachment.pk) for attachment in attachments]
