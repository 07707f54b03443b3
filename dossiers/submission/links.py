"""Links to the documents of one hand-over, for channels that ask for them instead of bytes (ADR 0105).

A link is signed for its hand-over and document and ends by itself; who has it needs no other token.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dossiers.filling.models import Attachment
from dossiers.states import State
from dossiers.submission.models import Delivery
from monespace.common.authors import SYSTEM
from monespace.common.db import get_or_none
from monespace.common.errors import DomainError, NotVisible
from monespace.common.rate_limits import consume
from monespace.journal.services import record

if TYPE_CHECKING:
    from uuid import UUID

PERIOD: Final = timedelta(days=14)
AT_LEAST: Final = timedelta(days=7)
"""A link stands from 7 to 21 days: the whole time of a hand-over that fails, and what comes then."""
FETCHED: Final = "delivery.document_fetched"


class LinkOver(DomainError):
    """The link's time is over, or what it led to is erased; the document may be read by other ways."""

    message = _("Ce lien n’est plus valable.")
    status = 410

    def __init__(self, *, dossier_id: UUID, document_id: UUID) -> None:
        super().__init__()
        self.dossier_id = dossier_id
        self.document_id = document_id


def with_links(delivery: Delivery, documents: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the documents of a hand-over, each with where its bytes are read and until when.

    For days on end they are the same however often they are asked for: a parcel does not change as it is
    tried again.
    """
    ends = _ends(delivery)
    at = datetime.fromtimestamp(ends, UTC).isoformat()
    return [
        document | {"href": _address(delivery, document["id"], ends), "expires_at": at}
        for document in documents
    ]


@transaction.atomic
def open_linked(*, delivery_id: UUID, document_id: UUID, expires: int, signature: str) -> Attachment:
    """Return the document to which a link leads, and keep in the journal that it was fetched.

    Raises NotVisible for what no link of ours leads to, LinkOver, TooOften.
    """
    try:
        _signer().unsign(f"{_signed(delivery_id, document_id, expires)}:{signature}")
    except BadSignature:
        raise NotVisible from None
    delivery = get_or_none(Delivery.objects.with_content().filter(pk=delivery_id))
    if delivery is None:
        raise NotVisible
    dossier = delivery.submission.dossier
    if expires <= timezone.now().timestamp() or delivery.stopped_at or dossier.state == State.ANONYMISED:
        raise LinkOver(dossier_id=dossier.pk, document_id=document_id)
    consume("linked_document", delivery_id)
    document = get_or_none(Attachment.objects.current().filter(pk=document_id, dossier=dossier))
    if document is None:
        raise NotVisible
    record(
        FETCHED,
        actor=SYSTEM,
        subject=dossier,
        delivery_id=delivery.pk,
        service=delivery.service,
        document=document.pk,
    )
    return document


def _ends(delivery: Delivery) -> int:
    """Return when the links end, in seconds: a whole number of periods after the hand-over was wanted."""
    begun, least = delivery.created_at, timezone.now() + AT_LEAST
    periods = -(-(least - begun) // PERIOD)
    return int((begun + max(periods, 1) * PERIOD).timestamp())


def _address(delivery: Delivery, document_id: str, ends: int) -> str:
    path = reverse("api:linked_document", kwargs={"delivery_id": delivery.pk, "document_id": document_id})
    signature = _signer().signature(_signed(delivery.pk, document_id, ends))
    return f"{settings.SITE_URL}{path}?expires={ends}&signature={signature}"


def _signed(delivery_id: UUID, document_id: UUID | str, ends: int) -> str:
    return f"{delivery_id}/{document_id}/{ends}"


def _signer() -> Signer:
    return Signer(salt="dossiers.submission.links")
