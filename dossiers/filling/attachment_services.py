"""Writes the documents of a draft: taken in, added, removed, scanned, erased.

Files are stored before any transaction, then written down (ADR 0018).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dossiers.filling.models import Attachment
from dossiers.filling.selectors import attachments_of
from dossiers.filling.services import lock_draft, note_standing
from enterprises.rights.checks import require
from enterprises.rights.permissions import Permission
from monespace.common.authors import SYSTEM
from monespace.common.text import isolated
from monespace.documents.intake import last_moment, take_in
from monespace.documents.later import erase, scanned_late, write_scan
from monespace.documents.rules import check_upload, max_bytes
from monespace.journal.services import record
from monespace.outbox.routes import handles
from monespace.outbox.services import enqueue

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.core.files.uploadedfile import UploadedFile

    from dossiers.dossier.models import Dossier
    from dossiers.engine.kinds import FileQuestion
    from dossiers.filling.draft import Draft
    from enterprises.rights.actor import Actor
    from monespace.common.authors import Author

Arrival = tuple["FileQuestion", Attachment]  # a stored file, with the question it answers
Hold = Callable[[], Sequence["Attachment"]]
Refusals = dict[str, list[ValidationError]]  # by the key of the question
SCAN, ERASE = "attachment.scan", "attachment.erase"
SAME_FILE = _("Le fichier %(name)s était déjà parmi vos documents : il n’y est qu’une fois.")
SAME_CONTENT = _(
    "Les fichiers %(name)s et %(kept)s ont le même contenu : nous ne gardons que %(kept)s. Si vous vouliez "
    "ajouter un autre document, choisissez-le à nouveau."
)


@dataclass
class Change:
    """What became of files: the draft's documents now, why others are not, and which content came again.

    ``doubles`` are pairs of the file that came and the document that has its content.
    """

    documents: list[Attachment] = field(default_factory=list)
    refusals: Refusals = field(default_factory=dict)
    doubles: list[tuple[Attachment, Attachment]] = field(default_factory=list)


def change_documents(
    *,
    actor: Actor,
    draft: Draft,
    step: str,
    leaving: list[Attachment],
    uploads: list[tuple[FileQuestion, UploadedFile]],
    hold: Hold | None = None,
) -> Change:
    """Let documents go and keep every upload fit for its question; return what became of them.

    ``hold`` keeps others from changing what may be changed and returns its documents: a draft's unless given.
    """
    arriving: list[Arrival] = []
    change = Change(list(draft.attachments))
    refusals: Refusals = {}
    until = last_moment()
    try:
        for question, upload in uploads:
            row = draft.new_attachment(step, question.key)
            try:
                stored = take_in(upload, question, row, folder=draft.dossier.pk, until=until)
                arriving.append((question, stored))
            except ValidationError as refusal:
                refusals.setdefault(question.key, []).append(refusal)
        if leaving or arriving:
            change = change_attachments(
                actor=actor, draft=draft, leaving=leaving, arriving=arriving, hold=hold
            )
    finally:
        for _question, attachment in arriving:
            if attachment not in change.documents:
                default_storage.delete(str(attachment.file))
    for key, reasons in refusals.items():
        change.refusals[key] = reasons + change.refusals.get(key, [])
    return change


def double_in_words(came: Attachment, kept: Attachment) -> str:
    """Say that a file came again, with the content of a document that is there."""
    sentence = SAME_FILE if came.original_name == kept.original_name else SAME_CONTENT
    return sentence % {"name": isolated(came.original_name), "kept": isolated(kept.original_name)}


@transaction.atomic
def change_attachments(
    *,
    actor: Actor,
    draft: Draft,
    leaving: list[Attachment],
    arriving: list[Arrival],
    hold: Hold | None = None,
) -> Change:
    """Take documents from a draft and add stored files to it; return what became of them.

    Where the draft then stands is noted with them, unless ``hold`` says that they are not a draft's own.

    The file of a question that takes one is replaced; the same content twice, as by a double click, is one
    document. Documents that are gone already are left alone. The files of those not added are the caller's
    to delete.
    """
    require(actor, Permission.FILL_DOSSIERS)
    dossier = draft.dossier
    current = hold() if hold else _held_draft(actor, dossier)
    change = Change()
    replaced, added = _choose([one for one in current if one not in leaving], arriving, change)
    gone = [one for one in current if one in leaving or one in replaced]
    remove_attachments(actor=actor, dossier=dossier, attachments=gone)
    _insert(actor, dossier, added)
    change.documents = [one for one in current if one not in gone] + added
    if hold is None:
        now = draft.with_attachments(tuple(change.documents))
        note_standing(actor=actor, dossier=dossier, standing=now.standing)
    return change


def _held_draft(actor: Actor, dossier: Dossier) -> tuple[Attachment, ...]:
    lock_draft(actor=actor, dossier=dossier)
    return attachments_of(dossier)


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
                kept=[one.size for one in answers if one not in leaving],
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


def remove_attachments(*, actor: Author, dossier: Dossier, attachments: list[Attachment]) -> None:
    """Take documents of a dossier that the caller holds away; their files are deleted soon after."""
    if not attachments:
        return
    leaving = [one.pk for one in attachments]
    Attachment.objects.filter(pk__in=leaving).update(removed_at=timezone.now())
    record("document.removed", actor=actor, subject=dossier, documents=_ids(attachments))
    for attachment in attachments:
        enqueue(ERASE, attachment_id=attachment.pk)


@handles(SCAN)
def scan_attachment(*, attachment_id: str) -> None:
    """Scan a pending document; without an answer from clamd the outbox tries again later."""
    attachment = Attachment.objects.select_related("dossier").get(pk=attachment_id)
    is_clean = None if attachment.removed_at else scanned_late(attachment)
    if is_clean is not None:
        record_scan(attachment=attachment, is_clean=is_clean)


@transaction.atomic
def record_scan(*, attachment: Attachment, is_clean: bool) -> None:
    """Write what the scan said of a pending document; a refused one loses its file."""
    if not write_scan(attachment, is_clean=is_clean):
        return
    tag = "document.verified" if is_clean else "document.refused"
    record(tag, actor=SYSTEM, subject=attachment.dossier, documents=_ids([attachment]))
    if not is_clean:
        enqueue(ERASE, attachment_id=attachment.pk)


@handles(ERASE)
def erase_attachment(*, attachment_id: str) -> None:
    """Delete the file of a document that was removed or refused; the row stays, without it.

    The same file may be that of a document that was sent: then it stays.
    """
    attachment = Attachment.objects.get(pk=attachment_id)
    if not Attachment.objects.current().filter(file=attachment.file.name).exclude(pk=attachment.pk).exists():
        erase(attachment)


def _ids(attachments: Iterable[Attachment]) -> list[str]:
    return [str(attachment.pk) for attachment in attachments]
