"""Takes in the files a page adds to a draft: stored before any transaction, then written down (ADR 0018)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError

from dossiers.engine.widgets import removed_from
from dossiers.filling.attachment_services import add_attachments, remove_attachments
from dossiers.filling.models import Attachment
from dossiers.filling.selectors import attachments_of
from monespace.documents.intake import take_in

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.core.files.uploadedfile import UploadedFile

    from dossiers.engine.kinds import FileQuestion
    from dossiers.filling.draft import Draft
    from enterprises.actor import Actor

Refusals = dict[str, list[ValidationError]]


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
        row = Attachment(dossier=draft.dossier, step=step, field=question.key)
        try:
            kept.append(take_in(upload, question, row, folder=draft.dossier.pk))
        except ValidationError as refusal:
            refusals.append(refusal)
    if kept:
        refusals += add_attachments(actor=actor, dossier=draft.dossier, question=question, attachments=kept)
    return refusals
