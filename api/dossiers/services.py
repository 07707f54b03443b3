"""Opens dossiers and documents to systems: each look is kept in the journal of the dossier."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from dossiers.clients.actors import get_dossier
from dossiers.clients.verbs import Verb
from dossiers.receipts.selectors import is_proved, sent_document
from monespace.common.errors import NotVisible
from monespace.journal.services import record

if TYPE_CHECKING:
    from uuid import UUID

    from dossiers.clients.actors import ServiceClient
    from dossiers.dossier.models import Dossier
    from dossiers.filling.models import Attachment

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
    if not is_proved(dossier):
        raise NotVisible
    document = sent_document(dossier, document_id)
    note_look(actor=actor, dossier=dossier, document=str(document_id))
    return document
