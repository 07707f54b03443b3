"""Takes in the files a page adds to a draft: stored before any transaction, then written down (ADR 0018)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.utils.translation import gettext_lazy as _

from dossiers.engine.widgets import removed_from
from dossiers.filling.attachment_services import Change, change_attachments
from dossiers.filling.models import Attachment
from monespace.common.text import isolated
from monespace.documents.intake import last_moment, take_in

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.core.files.uploadedfile import UploadedFile

    from dossiers.engine.kinds import FileQuestion
    from dossiers.filling.attachment_services import Arrival, Refusals
    from dossiers.filling.draft import Draft
    from enterprises.rights.actor import Actor

SAME_FILE = _("Le fichier %(name)s était déjà parmi vos documents : il n’y est qu’une fois.")
SAME_CONTENT = _(
    "Les fichiers %(name)s et %(kept)s ont le même contenu : nous ne gardons que %(kept)s. Si vous vouliez "
    "ajouter un autre document, choisissez-le à nouveau."
)


def receive(*, actor: Actor, draft: Draft, step: str, files: Any, data: Mapping[str, Any]) -> Change:
    """Remove what ``data`` ticks and add what ``files`` holds, for the step's file questions."""
    questions = [question for key, question in draft.file_questions() if key == step]
    leaving = [
        one
        for question in questions
        for one in draft.files_of(step, question.key)
        if str(one.pk) in removed_from(data, question.key)
    ]
    uploads = [(question, upload) for question in questions for upload in files.getlist(question.key)]
    return change_documents(actor=actor, draft=draft, step=step, leaving=leaving, uploads=uploads)


def change_documents(
    *,
    actor: Actor,
    draft: Draft,
    step: str,
    leaving: list[Attachment],
    uploads: list[tuple[FileQuestion, UploadedFile]],
) -> Change:
    """Let documents go and keep every upload fit for its question; return what became of them."""
    arriving: list[Arrival] = []
    change = Change(list(draft.attachments))
    refusals: Refusals = {}
    until = last_moment()
    try:
        for question, upload in uploads:
            row = Attachment(dossier=draft.dossier, step=step, field=question.key)
            try:
                stored = take_in(upload, question, row, folder=draft.dossier.pk, until=until)
                arriving.append((question, stored))
            except ValidationError as refusal:
                refusals.setdefault(question.key, []).append(refusal)
        if leaving or arriving:
            change = change_attachments(
                actor=actor, dossier=draft.dossier, leaving=leaving, arriving=arriving
            )
    finally:
        for _question, attachment in arriving:
            if attachment not in change.documents:
                default_storage.delete(str(attachment.file))
    for key, reasons in refusals.items():
        change.refusals[key] = reasons + change.refusals.get(key, [])
    return change


def doubles_in_words(change: Change) -> list[str]:
    """Say which files came again with the content of a document that is there."""
    return [
        (SAME_FILE if came.original_name == kept.original_name else SAME_CONTENT)
        % {"name": isolated(came.original_name), "kept": isolated(kept.original_name)}
        for came, kept in change.doubles
    ]
