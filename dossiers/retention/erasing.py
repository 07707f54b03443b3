"""Erases what is known of people in one dossier: rows in the transaction, files once it is committed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.db.models import Q, QuerySet
from django.utils import timezone

from dossiers.decisions.attachments.models import DecisionAttachment
from dossiers.decisions.models import DecisionDocument
from dossiers.dossier.models import Dossier
from dossiers.filling.models import Attachment
from dossiers.messages.models import MessageDocument
from dossiers.receipts.models import Receipt
from dossiers.retention.contents import TABLES
from dossiers.states import State
from dossiers.submission.models import Delivery
from monespace.common.db import get_or_none, require_transaction
from monespace.documents.later import erase, erase_folder
from monespace.journal.models import Event
from monespace.mail.services import forget_words
from monespace.outbox.routes import handles
from monespace.outbox.services import enqueue
from monespace.sealing.models import SealedDocument
from monespace.sealing.services import erase_copy, give_up_copies

if TYPE_CHECKING:
    from uuid import UUID

    from django.db.models import Model

ERASE_FILES: Final = "dossier.erase_files"


def erase_rows(dossier: Dossier) -> None:
    """Empty the tables of a dossier that this transaction anonymises, and its mails; want its files deleted.

    What no service has received yet no longer leaves.
    """
    require_transaction()
    for model, contents in TABLES.items():
        rows: QuerySet[Model] = QuerySet(model).filter(**{contents.path: dossier.pk})
        if contents.is_removed:
            rows.delete()
        elif contents.emptied:
            rows.update(**contents.emptied)
    now = timezone.now()
    Attachment.objects.current().filter(dossier=dossier).update(removed_at=now)
    Delivery.objects.of_dossier(dossier).wanted().update(stopped_at=now)
    mailed = Event.objects.about(dossier).filter(facts__has_key="mail_id")
    forget_words(about=dossier.pk, also=[event.facts["mail_id"] for event in mailed])
    give_up_copies(documents=sealed_documents(dossier))
    enqueue(ERASE_FILES, dossier_id=dossier.pk)


@handles(ERASE_FILES)
def erase_files(*, dossier_id: UUID | str) -> None:
    """Delete every file of an anonymised dossier; begun again after a stop, it goes on with what is left."""
    dossier = get_or_none(Dossier.objects.filter(pk=dossier_id, state=State.ANONYMISED))
    if dossier is None:
        return
    for attachment in Attachment.objects.filter(dossier=dossier).exclude(file="").iterator():
        erase(attachment)
    for document in MessageDocument.objects.filter(message__dossier=dossier).exclude(file="").iterator():
        erase(document)
    for attached in DecisionAttachment.objects.filter(dossier=dossier).exclude(file="").iterator():
        erase(attached)
    for sealed in sealed_documents(dossier):
        erase_copy(sealed)
    erase_folder(f"documents/{dossier.pk}")


def sealed_documents(dossier: Dossier) -> QuerySet[SealedDocument]:
    """Return the sealed documents of a dossier: of each submission, and of its decision."""
    receipts = Receipt.objects.filter(submission__dossier=dossier)
    decisions = DecisionDocument.objects.filter(dossier=dossier)
    return SealedDocument.objects.filter(
        Q(pk__in=receipts.values("document")) | Q(pk__in=decisions.values("document"))
    )
