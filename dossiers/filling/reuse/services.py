"""Adds copies of documents of other dossiers to a question of a draft (ADR 0122)."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.core.files.storage import default_storage
from django.db import transaction

from dossiers.access import lock_dossier
from dossiers.filling.attachment_services import Change, change_attachments
from dossiers.filling.reuse.errors import NoLongerThere, NothingChosen
from dossiers.filling.reuse.selectors import fitting_documents
from enterprises.rights.permissions import Permission
from monespace.lists.paging import PER_PAGE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dossiers.engine.kinds import FileQuestion
    from dossiers.filling.attachment_services import Arrival
    from dossiers.filling.draft import Draft
    from dossiers.filling.models import Attachment
    from enterprises.rights.actor import Actor


def reuse_documents(
    *, actor: Actor, draft: Draft, step: str, question: FileQuestion, chosen: Sequence[str]
) -> Change:
    """Add a copy of each document of ``chosen``, ids, to the question; return what became of them.

    A copy has its own file: what becomes of the other dossier never touches it. Raises NothingChosen,
    NoLongerThere, and what ``change_attachments`` raises; then no copy stays.
    """
    ids = _ids(chosen)
    if not ids:
        raise NothingChosen
    sources = list(fitting_documents(actor, draft, question).filter(pk__in=ids))
    copies: list[Arrival] = []
    change = Change()
    try:
        for source in sources:
            copy = _copied(source, draft.new_attachment(step, question.key))
            copies.append((question, copy))
        with transaction.atomic():
            lock_dossier(actor=actor, dossier_id=draft.dossier.pk, permission=Permission.FILL_DOSSIERS)
            if fitting_documents(actor, draft, question).filter(pk__in=ids).count() != len(ids):
                raise NoLongerThere
            change = change_attachments(actor=actor, draft=draft, leaving=[], arriving=copies)
    finally:
        for _question, copy in copies:
            if copy not in change.documents:
                default_storage.delete(str(copy.file))
    return change


def _ids(chosen: Sequence[str]) -> set[UUID]:
    """Return the ids, at most those of one page; raises NoLongerThere for what is no id."""
    try:
        return {UUID(one) for one in chosen[:PER_PAGE]}
    except ValueError as error:
        raise NoLongerThere from error


def _copied(source: Attachment, copy: Attachment) -> Attachment:
    """Store the content of ``source``, cleaned and scanned, once more for ``copy``, still to be saved."""
    extension = source.original_name.rpartition(".")[2]
    try:
        with source.file.open("rb") as content:
            copy.file = default_storage.save(f"documents/{copy.dossier_id}/{copy.pk}.{extension}", content)
    except FileNotFoundError as error:
        raise NoLongerThere from error
    copy.original_name = source.original_name
    copy.content_type = source.content_type
    copy.size = source.size
    copy.sha256 = source.sha256
    copy.scan = source.scan
    copy.scanned_at = source.scanned_at
    return copy
