"""Opens dossiers and documents to systems: each look is kept in the journal of the dossier."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from dossiers.clients.actors import get_dossier
from dossiers.clients.verbs import Verb
from dossiers.filling.models import Attachment
from dossiers.receipts.selectors import is_proved, submissions_of
from monespace.common.errors import NotVisible
from monespace.journal.services import record

if TYPE_CHECKING:
    from uuid import UUID

    from dossiers.clients.actors import ServiceClient
    from dossiers.dossier.models import Dossier

LOOKED = "dossier.consulted"
REASON = "back_office"


def note_look(*, actor: ServiceClient, dossier: Dossier, **facts: str) -> None:
    """Keep that a system was told of a dossier, beside the looks of case officers."""
    with transaction.atomic():
        record(LOOKED, actor=actor, subject=dossier, reason=REASON, **facts)


@transaction.atomic
def open_document(*, actor: ServiceClient, dossier_id: UUID, document_id: UUID) -> Attachment:
    """Return a document that was sent with the dossier, and keep that it was opened.

    Raises NotVisible for any other, and for all of a dossier whose data are erased; Forbidden.
    """
    dossier = get_dossier(actor, dossier_id, Verb.READ)
    sent = {one["id"] for submission in submissions_of(dossier) for one in submission.documents}
    if not is_proved(dossier) or str(document_id) not in sent:
        raise NotVisible
    document = Attachment.objects.get_current(dossier, document_id)
    if document is None:
        raise NotVisible
    note_look(actor=actor, dossier=dossier, document=str(document_id))
    return document
