"""Hands a submission over to the competent service: call outside any transaction, then note the outcome."""

from __future__ import annotations

from functools import partial
from typing import IO, TYPE_CHECKING, Any

import structlog
from django.db import transaction
from django.utils import timezone

from dossiers.catalogue.published import published_version
from dossiers.clients.actors import lock_dossier
from dossiers.clients.verbs import Verb
from dossiers.dossier.models import Dossier
from dossiers.dossier.routed import definition_for
from dossiers.filling.models import Attachment
from dossiers.gateways.contract import Acknowledgement, DeliveryFailed, Parcel
from dossiers.gateways.known import GATEWAYS, PORTAL, STAYS_HERE
from dossiers.handling.errors import NoLongerOpen
from dossiers.handling.services import receive
from dossiers.states import OPEN
from dossiers.submission.links import with_links
from dossiers.submission.models import Delivery, DeliveryAttempt, Submission
from monespace.common.authors import SYSTEM
from monespace.common.db import get_or_none
from monespace.common.tallies import Tally
from monespace.journal.services import record
from monespace.outbox.routes import handles

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from dossiers.clients.actors import ServiceClient
    from dossiers.engine.schema import Definition
    from monespace.common.authors import System

attempts_made = Tally("deliveries")  # by service and outcome
logger = structlog.get_logger(__name__)


@handles("dossier.deliver")
def deliver(delivery_id: str) -> None:
    """Make one attempt, unless the hand-over is already made or given up.

    Raises ``DeliveryFailed`` when it is worth trying again: the outbox then does, ever more slowly. Its lease
    keeps two attempts apart; should one outlive it, the idempotency key and the conditional update do.
    """
    delivery = get_or_none(Delivery.objects.ready(delivery_id))
    if delivery is None:
        return
    started_at = timezone.now()
    try:
        acknowledgement = GATEWAYS[delivery.gateway].deliver(parcel_of(delivery))
    except DeliveryFailed as failure:
        note_failure(delivery=delivery, failure=failure, started_at=started_at)
        if not failure.is_permanent:
            raise
    else:
        note_success(delivery=delivery, acknowledgement=acknowledgement, started_at=started_at)


def parcel_of(delivery: Delivery) -> Parcel:
    """Return what the service gets; the same at every attempt: nothing of it changes but links that end.

    ``number`` says which complement it is, from 2; what was sent first has none.
    """
    submission = delivery.submission
    version = published_version(submission.demarche_version_id)
    definition = definition_for(submission.dossier)
    documents = [
        {key: document[key] for key in ("id", "name", "size", "sha256")} for document in submission.documents
    ]
    if wants_links(definition, delivery):
        documents = with_links(delivery, documents)
    actor = {key: value for key, value in submission.actor.items() if key not in {"user_id", "space"}}
    content: dict[str, Any] = {
        "reference": submission.dossier.reference,
        "demarche": {"slug": version.demarche.slug, "version": version.version},
        "submitted_at": submission.submitted_at.isoformat(),
        "language": submission.dossier.language,
        "space": submission.actor["space"],
        "actor": actor,
        "declarations": submission.declarations,
        "payload": submission.payload,
        "payload_sha256": submission.payload_sha256,
        "documents": documents,
    }
    if submission.signatories:
        content["signatories"] = [
            {key: value for key, value in one.items() if key != "user_id"} for one in submission.signatories
        ]
    if submission.number > 1:
        content["number"] = submission.number
    return Parcel(
        key=delivery.pk,
        service=delivery.service,
        content=content,
        definition=definition,
        open_document=partial(_open_document, submission),
    )


def wants_links(definition: Definition, delivery: Delivery) -> bool:
    """Whether the channel of a hand-over asks for links to the documents."""
    way = (delivery.gateway, delivery.service)
    return any(one.way == way and one.documents == "links" for one in definition.delivery)


def _open_document(submission: Submission, document_id: str) -> IO[bytes]:
    """Open the file of a document that was sent."""
    document = Attachment.objects.get(pk=document_id, dossier=submission.dossier_id)
    opened: IO[bytes] = document.file.open("rb")
    return opened


@transaction.atomic
def note_success(*, delivery: Delivery, acknowledgement: Acknowledgement, started_at: datetime) -> None:
    """Note the service's acknowledgement, once however often it came, and receive the dossier."""
    now = timezone.now()
    dossier = Dossier.objects.select_for_update().get(pk=delivery.submission.dossier_id)
    DeliveryAttempt.objects.create(
        delivery=delivery,
        started_at=started_at,
        ended_at=now,
        outcome=DeliveryAttempt.Outcome.DELIVERED,
        http_status=acknowledgement.http_status,
    )
    _end_hand_over(actor=SYSTEM, dossier=dossier, delivery=delivery, acknowledgement=acknowledgement)
    attempts_made.add(delivery.service, DeliveryAttempt.Outcome.DELIVERED)
    logger.info("dossier_delivered", delivery_id=str(delivery.pk), service=delivery.service)


@transaction.atomic
def acknowledge(*, actor: ServiceClient, dossier_id: UUID, service_reference: str) -> Dossier:
    """Note that a system of the service has a dossier: nothing more of it is handed over to that service.

    ``service_reference`` is the service's own, shown to the person. Doing it twice changes nothing. Raises
    NoLongerOpen, Forbidden, NotVisible.
    """
    dossier = lock_dossier(actor=actor, dossier_id=dossier_id, verb=Verb.ACKNOWLEDGE)
    if dossier.state not in OPEN:
        raise NoLongerOpen
    wanted = Delivery.objects.of_dossier(dossier).wanted().filter(service__in=actor.services)
    said = Acknowledgement(service_reference=service_reference, acknowledged_at=timezone.now())
    for delivery in wanted.exclude(gateway__in=STAYS_HERE).order_by("pk"):
        _end_hand_over(actor=actor, dossier=dossier, delivery=delivery, acknowledgement=said)
    return dossier


def _end_hand_over(
    *, actor: System | ServiceClient, dossier: Dossier, delivery: Delivery, acknowledgement: Acknowledgement
) -> None:
    """Note, once however often it is said, that the service has what was handed over, and receive it.

    A notice to a mailbox receives nothing.
    """
    is_first = Delivery.objects.filter(pk=delivery.pk, delivered_at=None).update(
        delivered_at=timezone.now(),
        acknowledged_at=acknowledgement.acknowledged_at,
        service_reference=acknowledgement.service_reference,
        needs_attention_at=None,
    )
    if is_first:
        facts = {"delivery_id": delivery.pk, "service": delivery.service}
        record("dossier.delivered", actor=actor, subject=dossier, **facts)
        if GATEWAYS[delivery.gateway].takes_charge:
            case_of = delivery.service if delivery.gateway == PORTAL else ""
            receive(actor=actor, dossier=dossier, delivery_id=delivery.pk, case_of=case_of)


@transaction.atomic
def note_failure(*, delivery: Delivery, failure: DeliveryFailed, started_at: datetime) -> None:
    """Note a failed attempt; when another try cannot help, ask for a person's attention."""
    now = timezone.now()
    outcome = DeliveryAttempt.Outcome.REFUSED if failure.is_permanent else DeliveryAttempt.Outcome.FAILED
    DeliveryAttempt.objects.create(
        delivery=delivery,
        started_at=started_at,
        ended_at=now,
        outcome=outcome,
        http_status=failure.http_status,
        error=failure.code,
    )
    attempts_made.add(delivery.service, outcome)
    logger.warning("delivery_failed", delivery_id=str(delivery.pk), code=failure.code)
    if not failure.is_permanent:
        return
    is_first = Delivery.objects.waiting().filter(pk=delivery.pk).update(needs_attention_at=now)
    if is_first:
        record(
            "delivery.failed",
            actor=SYSTEM,
            subject=delivery.submission.dossier,
            delivery_id=delivery.pk,
            service=delivery.service,
            code=failure.code,
        )
