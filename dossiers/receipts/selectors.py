"""What the receipt and the dossier's page show of a submission, read from the submission itself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db.models import Subquery, UUIDField
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast

from accounts.levels import method_words
from dossiers.dossier.models import Dossier
from dossiers.engine.kinds import EmailQuestion
from dossiers.engine.summary import summary
from dossiers.filling.models import Attachment
from dossiers.receipts.models import Receipt
from dossiers.sealed.content import name_of
from dossiers.states import State
from dossiers.submission.models import DeliveryStatus, Submission
from dossiers.submission.sent import journey_of
from enterprises.rights.permissions import Role
from monespace.common.db import get_or_none
from monespace.common.errors import NotVisible
from monespace.journal.models import Event
from monespace.mail.models import Mail
from monespace.sealing.models import SealedDocument

if TYPE_CHECKING:
    from collections.abc import Iterable
    from uuid import UUID

    from dossiers.engine.base import Text
    from dossiers.engine.schema import Definition
    from dossiers.filling.querysets import AttachmentQuerySet
    from dossiers.submission.models import Delivery


WITH_DEADLINE = Dossier.objects.select_related("deadline")
"""Dossiers as the receipt reads them, their time limit in the same query."""


@dataclass(frozen=True)
class SentSignature:
    """Somebody who signed: in which quality, who, how surely known, when."""

    title: str
    name: str
    means: str
    level: int
    at: datetime


def is_proved(dossier: Dossier) -> bool:
    """Whether it was sent, and what was sent is not erased: there is something to prove and to show."""
    return dossier.submitted_at is not None and dossier.state != State.ANONYMISED


def submissions_of(dossier: Dossier) -> list[Submission]:
    """Return all that was sent, what counts now last, their deliveries loaded, in two queries."""
    return list(Submission.objects.of(dossier).prefetch_related("deliveries"))


def sent_documents(submissions: Iterable[Submission]) -> AttachmentQuerySet:
    """Return the documents that were sent with these: what is kept with a dossier may be more."""
    sent = {document["id"] for submission in submissions for document in submission.documents}
    return Attachment.objects.current().filter(pk__in=sent)


def sent_document(dossier: Dossier, document_id: UUID) -> Attachment:
    """Return a document that was sent with the dossier or an answer. Raises NotVisible."""
    document = sent_documents(submissions_of(dossier)).get_current(dossier, document_id)
    if document is None:
        raise NotVisible
    return document


def deliveries_of(submissions: Iterable[Submission]) -> list[Delivery]:
    """Return the hand-overs of these, which have them loaded."""
    return [delivery for submission in submissions for delivery in submission.deliveries.all()]


def first_submission_of(dossier: Dossier) -> Submission | None:
    """Return what the dossier was when it was sent: the receipt proves it; None for a draft."""
    sent = dossier.submissions.filter(number=1).select_related("receipt__document")
    return get_or_none(sent.prefetch_related("deliveries"))


def receipt_of(submission: Submission) -> SealedDocument | None:
    """Return the sealed receipt of what was sent first, loaded with it; None while it is being made."""
    receipt: Receipt | None = getattr(submission, "receipt", None)
    return receipt.document if receipt else None


def document_of(dossier: Dossier, *, number: int = 1) -> SealedDocument | None:
    """Return the sealed receipt of what was sent first, or of a complement; None while it is being made."""
    return get_or_none(
        SealedDocument.objects.filter(
            pk__in=Receipt.objects.filter(submission__dossier=dossier, submission__number=number).values(
                "document"
            )
        )
    )


def confirmation_of(dossier: Dossier) -> Mail | None:
    """Return the mail that confirms the sending of the dossier, sent or about to be, if there is one."""
    mail_id = Cast(KeyTextTransform("mail_id", "facts"), UUIDField())
    sent = Event.objects.about(dossier).filter(tag="dossier.submitted").values_list(mail_id)
    return get_or_none(Mail.objects.filter(pk=Subquery(sent[:1])))


def context_of(submission: Submission, definition: Definition, language: str) -> dict[str, Any]:
    """Return what the templates show of a submission."""
    role = submission.actor["role"]
    journey = journey_of(submission, definition)
    deliveries = list(submission.deliveries.all())
    return {
        "submission": submission,
        "definition": definition,
        "deliveries": deliveries,
        "delivery_status": DeliveryStatus.of_all(deliveries),
        "service_references": [one.service_reference for one in deliveries if one.service_reference],
        "sections": summary(journey, language),
        "asks_email": journey.asks(EmailQuestion),
        "declarations": accepted_texts(submission, definition),
        "role": Role(role).label if role else "",
        "means": method_words(submission.actor["method"]),
        "signatories": signatories_of(submission, definition, language),
    }


def accepted_texts(submission: Submission, definition: Definition) -> list[Text]:
    """Return the declarations that were accepted with a submission, in every language."""
    accepted = set(submission.declarations)
    return [one.text for one in definition.declarations if one.key in accepted]


def signatories_of(submission: Submission, definition: Definition, language: str) -> list[SentSignature]:
    """Return who signed beside who sent it first, in the order in which they were asked."""
    if not definition.cosigners:
        return []
    titles = {one.key: one.title(language) for one in definition.cosigners}
    first = submission if submission.number == 1 else first_submission_of(submission.dossier)
    return [
        SentSignature(
            title=titles.get(one["key"], ""),
            name=name_of(one),
            means=method_words(one["method"]),
            level=one["level"],
            at=datetime.fromisoformat(one["at"]),
        )
        for one in (first.signatories if first else ())
    ]
