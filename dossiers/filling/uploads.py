"""Takes in the files a page adds to a draft: stored before any transaction, then written down (ADR 0018)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage

from dossiers.engine.widgets import removed_from
from dossiers.filling.attachment_services import change_attachments
from dossiers.filling.models import Attachment
from monespace.documents.intake import take_in

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.core.files.uploadedfile import UploadedFile

    from dossiers.engine.kinds import FileQuestion
    from dossiers.filling.attachment_services import Arrival, Refusals
    from dossiers.filling.draft import Draft
    from enterprises.actor import Actor


def receive(
    *, actor: Actor, draft: Draft, step: str, files: Any, data: Mapping[str, Any]
) -> tuple[Draft, Refusals]:
    """Remove what ``data`` ticks and add what ``files`` holds, for the step's file questions."""
    questions = [question for key, question in draft.file_questions() if key == step]
    leaving = [
        one
        for question in questions
        for one in draft.files_of(step, question.key)
        if str(one.pk) in removed_from(data, question.key)
    ]
    uploads = [(question, upload) for question in questions for upload in files.getlist(question.key)]
    if not leaving and not uploads:
        return draft, {}
    return change_documents(actor=actor, draft=draft, step=step, leaving=leaving, uploads=uploads)


def change_documents(
    *,
    actor: Actor,
    draft: Draft,
    step: str,
    leaving: list[Attachment],
    uploads: list[tuple[FileQuestion, UploadedFile]],
) -> tuple[Draft, Refusals]:
    """Let documents go and keep every upload fit for its question; return why the others are not kept."""
    arriving: list[Arrival] = []
    kept: list[Attachment] = []
    refusals: Refusals = {}
    try:
        for question, upload in uploads:
            row = Attachment(dossier=draft.dossier, step=step, field=question.key)
            try:
                arriving.append((question, take_in(upload, question, row, folder=draft.dossier.pk)))
            except ValidationError as refusal:
                refusals.setdefault(question.key, []).append(refusal)
        if leaving or arriving:
            kept, late = change_attachments(
                actor=actor, dossier=draft.dossier, leaving=leaving, arriving=arriving
            )
            for key, reasons in late.items():
                refusals.setdefault(key, []).extend(reasons)
            draft = draft.with_attachments(tuple(kept))
    finally:
        for _question, attachment in arriving:
            if attachment not in kept:
                default_storage.delete(str(attachment.file))
    return draft, refusals
