"""Writes the documents of a draft: added, removed, scanned, erased."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone

from dossiers.filling.models import Attachment
from dossiers.filling.services import hold_draft
from enterprises.access import require
from enterprises.permissions import Permission
from monespace.documents.rules import check_upload, max_bytes
from monespace.journal.services import record
from monespace.outbox.services import enqueue

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dossiers.engine.kinds import FileQuestion
    from dossiers.models import Dossier
    from enterprises.actor import Actor

SCAN, ERASE = "attachment.scan", "attachment.erase"


def add_attachments(
    *, actor: Actor, dossier: Dossier, question: FileQuestion, attachments: list[Attachment]
) -> list[ValidationError]:
    """Add stored files to a draft as answers to ``question``; return why some were not.

    The file of a question that takes one is replaced; the same content twice, as by a double click, is one
    document. The files of those not added are deleted again.
    """
    kept: list[Attachment] = []
    try:
        with transaction.atomic():
            require(actor, Permission.FILL_DOSSIERS)
            hold_draft(actor=actor, dossier=dossier)
            added, refusals = _choose(dossier, question, attachments)
            if added:
                if question.max_files == 1:
                    _remove(actor, dossier, _answers_of(dossier, attachments[0]))
                _insert(actor, dossier, added)
        kept = added
    finally:
        for attachment in attachments:
            if attachment not in kept:
                default_storage.delete(str(attachment.file))
    return refusals


def _answers_of(dossier: Dossier, attachment: Attachment) -> list[Attachment]:
    """Return the documents that answer the same question now."""
    same = Attachment.objects.current().filter(dossier=dossier)
    return list(same.filter(step=attachment.step, field=attachment.field))


def _choose(
    dossier: Dossier, question: FileQuestion, attachments: list[Attachment]
) -> tuple[list[Attachment], list[ValidationError]]:
    """Return the files that are new and that there is room for, and the refusals of the others."""
    held = _answers_of(dossier, attachments[0])
    known = {one.sha256 for one in held}
    count = 0 if question.max_files == 1 else len(held)
    added: list[Attachment] = []
    refusals: list[ValidationError] = []
    for attachment in attachments:
        if attachment.sha256 in known:
            continue
        try:
            check_upload(
                question,
                name=attachment.original_name,
                size=min(attachment.size, max_bytes(question)),
                kept=count + len(added),
            )
        except ValidationError as refusal:
            refusals.append(refusal)
        else:
            known.add(attachment.sha256)
            added.append(attachment)
    return added, refusals


def _insert(actor: Actor, dossier: Dossier, attachments: list[Attachment]) -> None:
    for attachment in attachments:
        attachment.uploaded_by = actor.user
    Attachment.objects.bulk_create(attachments)
    record("document.added", actor=actor, subject=dossier, documents=_ids(attachments))
    for attachment in attachments:
        if attachment.scan == Attachment.Scan.PENDING:
            enqueue(SCAN, attachment_id=attachment.pk)


@transaction.atomic
def remove_attachments(*, actor: Actor, dossier: Dossier, attachments: list[Attachment]) -> None:
    """Take documents away from a draft; their files are deleted soon after."""
    require(actor, Permission.FILL_DOSSIERS)
    hold_draft(actor=actor, dossier=dossier)
    _remove(actor, dossier, attachments)


def _remove(actor: Actor, dossier: Dossier, attachments: list[Attachment]) -> None:
    held = Attachment.objects.current().filter(dossier=dossier, pk__in=[one.pk for one in attachments])
    leaving = list(held)
    if not leaving:
        return
    held.order_by().update(removed_at=timezone.now())
    record("document.removed", actor=actor, subject=dossier, documents=_ids(leaving))
    for attachment in leaving:
        enqueue(ERASE, attachment_id=attachment.pk)


@transaction.atomic
def record_scan(*, attachment: Attachment, is_clean: bool) -> None:
    """Write what the scan said of a pending document; a refused one loses its file."""
    scan = Attachment.Scan.CLEAN if is_clean else Attachment.Scan.REFUSED
    pending = Attachment.objects.filter(pk=attachment.pk, scan=Attachment.Scan.PENDING)
    if not pending.update(scan=scan, scanned_at=timezone.now()):
        return
    tag = "document.verified" if is_clean else "document.refused"
    record(tag, actor=None, subject=attachment.dossier, documents=_ids([attachment]))
    if not is_clean:
        enqueue(ERASE, attachment_id=attachment.pk)


def erase_file(*, attachment: Attachment) -> None:
    """Delete the file of a document that was removed or refused; the row stays, without it."""
    default_storage.delete(str(attachment.file))
    Attachment.objects.filter(pk=attachment.pk).update(file="")


def _ids(attachments: Iterable[Attachment]) -> list[str]:
    return [str(attachment.pk) for attachment in attachments]
