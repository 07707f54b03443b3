"""Takes in the files a page adds: inspected, scanned and stored before any transaction, then written down.

The scan happens at once: the person knows at once, and an infected file is never stored. When clamd does not
answer in time the file is stored as pending, and the outbox scans it as soon as clamd is back (ADR 0018).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils.translation import gettext_lazy as _

from dossiers.engine.widgets import removed_from
from dossiers.filling.attachment_services import add_attachments, remove_attachments
from dossiers.filling.inspection import InspectedFile, inspect
from dossiers.filling.models import Attachment
from dossiers.filling.scanning import ScannerUnavailable, is_clean
from dossiers.filling.selectors import attachments_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.core.files.uploadedfile import UploadedFile

    from dossiers.engine.kinds import FileQuestion
    from dossiers.filling.draft import Draft
    from enterprises.actor import Actor

Refusals = dict[str, list[ValidationError]]
SCAN_SECONDS = 3.0
INFECTED = _(
    "« %(label)s » : le fichier %(name)s contient un virus et n’a pas été gardé. "
    "Analysez votre appareil, puis ajoutez une version saine."
)


def receive(
    *, actor: Actor, draft: Draft, step: str, files: Any, data: Mapping[str, Any]
) -> tuple[Draft, Refusals]:
    """Remove what ``data`` ticks and add what ``files`` holds, for the step's file questions."""
    questions = [question for key, question in draft.file_questions() if key == step]
    refusals: Refusals = {}
    changed = False
    for question in questions:
        ticked = removed_from(data, question.key)
        leaving = [one for one in draft.files_of(step, question.key) if str(one.pk) in ticked]
        if leaving:
            remove_attachments(actor=actor, dossier=draft.dossier, attachments=leaving)
            changed = True
        uploads = files.getlist(question.key)
        if uploads:
            changed = True
            if reasons := add_uploads(
                actor=actor, draft=draft, step=step, question=question, uploads=uploads
            ):
                refusals[question.key] = reasons
    return draft.with_attachments(attachments_of(draft.dossier)) if changed else draft, refusals


def add_uploads(
    *, actor: Actor, draft: Draft, step: str, question: FileQuestion, uploads: list[UploadedFile]
) -> list[ValidationError]:
    """Keep every upload fit for ``question``; return why the others are not."""
    refusals: list[ValidationError] = []
    kept: list[Attachment] = []
    for upload in uploads:
        try:
            inspected = inspect(upload, question)
            scan = _scan(inspected, question)
        except ValidationError as refusal:
            refusals.append(refusal)
        else:
            kept.append(_store(draft, step, question, inspected, scan))
    if kept:
        refusals += add_attachments(actor=actor, dossier=draft.dossier, question=question, attachments=kept)
    return refusals


def _scan(inspected: InspectedFile, question: FileQuestion) -> Attachment.Scan:
    try:
        if is_clean(inspected, timeout=SCAN_SECONDS):
            return Attachment.Scan.CLEAN
    except ScannerUnavailable:
        return Attachment.Scan.PENDING
    raise ValidationError(INFECTED, code="infected", params={"label": question.label, "name": inspected.name})


def _store(
    draft: Draft, step: str, question: FileQuestion, inspected: InspectedFile, scan: Attachment.Scan
) -> Attachment:
    """Write the content under a name of ours, and return the row still to be saved."""
    pk: UUID = uuid4()
    name = f"documents/{draft.dossier.pk}/{pk}.{inspected.extension}"
    return Attachment(
        pk=pk,
        dossier=draft.dossier,
        step=step,
        field=question.key,
        file=default_storage.save(name, ContentFile(inspected.content)),
        original_name=inspected.name,
        content_type=inspected.content_type,
        size=inspected.size,
        sha256=inspected.sha256,
        scan=scan,
    )
