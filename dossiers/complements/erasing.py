"""Erases the documents of answers that were never sent and no longer can be, as those of drafts are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Exists, OuterRef

from dossiers.complements.models import ComplementRequest
from dossiers.dossier.models import Dossier
from dossiers.filling.attachment_services import remove_attachments
from dossiers.filling.models import Attachment
from monespace.common.authors import SYSTEM

if TYPE_CHECKING:
    from uuid import UUID

    from dossiers.filling.querysets import AttachmentQuerySet


def erase_unsent(*, most: int) -> None:
    """Erase what was added for requests that ended without an answer, of at most so many dossiers.

    However they ended: called off, lapsed, or with their dossier. What has ended never waits again.
    """
    left = _never_to_be_sent().order_by("dossier")
    for dossier_id in list(left.values_list("dossier", flat=True).distinct()[:most]):
        _erase(dossier_id)


@transaction.atomic
def _erase(dossier_id: UUID) -> None:
    """Erase those of one dossier: twice at once changes nothing."""
    dossier = Dossier.objects.select_for_update().get(pk=dossier_id)
    leaving = list(_never_to_be_sent().filter(dossier=dossier))
    remove_attachments(actor=SYSTEM, dossier=dossier, attachments=leaving)


def _never_to_be_sent() -> AttachmentQuerySet:
    """Return what is kept of answers that were not sent, and whose request no longer waits for one."""
    waiting = ComplementRequest.objects.open().filter(pk=OuterRef("complement"))
    return Attachment.objects.of_unsent_answers().exclude(Exists(waiting))
