"""Sends a dossier: one transaction in which it becomes a submission, with all that must follow."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from django.utils import timezone

from dossiers.access import lock_dossier
from dossiers.engine.cosigners import cosigners_of
from dossiers.filling.models import Attachment
from dossiers.filling.selectors import get_draft
from dossiers.gateways.known import STAYS_HERE
from dossiers.moves import move
from dossiers.states import DossierEvent, Party, State
from dossiers.submission import errors
from dossiers.submission.emails import confirm_submission
from dossiers.submission.models import Delivery, Submission
from dossiers.submission.sent import journey_of
from enterprises.register.models import require_active
from enterprises.rights.permissions import Permission
from monespace.common.canonical import sha256
from monespace.common.db import require_transaction, violates
from monespace.common.references import new_reference
from monespace.outbox.models import Message
from monespace.outbox.services import enqueue_all, wanted

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Sequence
    from datetime import datetime
    from uuid import UUID

    from accounts.models import User
    from dossiers.dossier.models import Dossier
    from dossiers.engine.schema import Definition
    from dossiers.filling.draft import Draft
    from enterprises.rights.actor import Actor

T = TypeVar("T")
TRIES = 3
LANE = "delivery"
LONGEST_LANE = Message._meta.get_field("lane").max_length


def submit(*, actor: Actor, dossier_id: UUID, declarations: Collection[str], language: str) -> Dossier:
    """Send the dossier and return it with its reference; sending it again changes nothing.

    ``declarations`` are the keys of those the person accepted, in ``language``: from now on the
    dossier's, whatever it was begun in. Raises ``SubmissionRefused`` with what to do.
    """
    return with_new_reference(
        lambda: _submit_once(actor=actor, dossier_id=dossier_id, declarations=declarations, language=language)
    )


def with_new_reference(sending: Callable[[], T]) -> T:
    """Do what sends a dossier, in a transaction, anew when chance gives a reference that is taken."""
    for _try in range(TRIES):
        try:
            with violates("one_dossier_per_reference", errors.ReferenceTaken):
                return sending()
        except errors.ReferenceTaken:
            continue
    raise errors.ReferenceTaken


@dataclass(frozen=True, kw_only=True)
class Content:
    """What a submission keeps, as it stands at one moment: JSON, so that it can be kept until it is sent.

    ``actor`` is the snapshot of who sends; with ``asked_at``, the moment they asked others to sign it.
    """

    answers: dict[str, Any]
    payload: dict[str, Any]
    documents: list[dict[str, Any]]
    declarations: list[str]
    actor: dict[str, Any]


def content_of(*, actor: Actor, draft: Draft, asked_at: datetime | None = None) -> Content:
    """Return what would be sent of a draft now; ``asked_at`` when it is kept for others to sign first."""
    asked = {"asked_at": asked_at.isoformat()} if asked_at else {}
    return Content(
        answers=draft.journey.typed(),
        payload=draft.journey.payload(),
        documents=documents_manifest(attachments=draft.asked_attachments),
        declarations=[declaration.key for declaration in draft.journey.declarations],
        actor={**actor_snapshot(actor=actor), **asked},
    )


def _submit_once(*, actor: Actor, dossier_id: UUID, declarations: Collection[str], language: str) -> Dossier:
    """Do all of it, or nothing: the caller's transaction decides."""
    dossier = lock_dossier(actor=actor, dossier_id=dossier_id, permission=Permission.SUBMIT_DOSSIERS)
    if dossier.submitted_at is not None:
        return dossier
    draft = get_draft(actor, dossier_id, Permission.SUBMIT_DOSSIERS)  # read once nobody else can change it
    dossier = draft.dossier
    require_active(*actor.enterprises, refusal=errors.EnterpriseStopped)
    refuse_unready(draft=draft, declarations=declarations)
    if draft.definition.cosigners and any(one.min for one in cosigners_of(draft.journey)):
        raise errors.SignaturesNeeded
    content = content_of(actor=actor, draft=draft)
    send(
        actor=actor,
        party=Party.PERSON,
        dossier=dossier,
        definition=draft.definition,
        content=content,
        sender=actor.user,
        language=language,
    )
    return dossier


def send(
    *,
    actor: Actor,
    party: Party,
    dossier: Dossier,
    definition: Definition,
    content: Content,
    sender: User,
    language: str,
    signatories: Sequence[dict[str, Any]] = (),
) -> None:
    """Make a submission of ``content`` and want all that follows; the caller holds the dossier's row.

    ``actor`` is who sends by this act: ``sender`` themselves or, as ``party`` says, the last of those whom
    they asked to sign. ``signatories`` are the snapshots of their signatures.
    """
    require_transaction()
    dossier.reference, dossier.submitted_at = new_reference(), timezone.now()
    dossier.language = language
    submission, deliveries = write_submission(
        dossier=dossier,
        definition=definition,
        content=content,
        submitted_at=dossier.submitted_at,
        signatories=signatories,
    )
    mail = confirm_submission(
        submission=submission, sender=sender, definition=definition.routed(dossier.route)
    )
    move(
        actor=actor,
        party=party,
        dossier=dossier,
        event=DossierEvent.SUBMIT,
        facts={
            "reference": dossier.reference,
            "payload_sha256": submission.payload_sha256,
            "level": content.actor["level"],
            "delivery_ids": [delivery.pk for delivery in deliveries],
            "mail_id": mail and mail.pk,
        },
        reference=dossier.reference,
        submitted_at=dossier.submitted_at,
        sent_by=sender,
        language=language,
        route=dossier.route,
    )


def write_submission(
    *,
    dossier: Dossier,
    definition: Definition,
    content: Content,
    submitted_at: datetime,
    number: int = 1,
    signatories: Sequence[dict[str, Any]] = (),
) -> tuple[Submission, list[Delivery]]:
    """Write ``content`` as a submission, with a delivery for each channel of its service; return both.

    The deliveries and the receipt are wanted, each by a message of its own.

    What is sent with the dossier has ``number`` 1, and its answers settle the dossier's service; answers to
    requests of complements have those after it, and go to the same service.
    """
    submission = Submission.objects.create(
        dossier=dossier,
        number=number,
        demarche_version=dossier.demarche_version,
        payload_sha256=sha256(content.payload),
        signatories=list(signatories),
        submitted_at=submitted_at,
        **asdict(content),
    )
    if number == 1 and definition.routes:
        dossier.route = journey_of(submission, definition).route
    deliveries = Delivery.objects.bulk_create(
        Delivery(submission=submission, gateway=channel.gateway, service=channel.service)
        for channel in definition.routed(dossier.route).delivery
    )
    enqueue_all(
        [
            *(_hand_over(delivery) for delivery in deliveries),
            wanted("receipt.make", lane="sealing", submission_id=submission.pk),
        ]
    )
    return submission, deliveries


def _hand_over(delivery: Delivery) -> Message:
    """Return the message that makes a delivery, in the lane of its service.

    What stays in the portal waits for no system of the service: its lane is another.
    """
    lane = LANE if delivery.gateway in STAYS_HERE else f"{LANE}:{delivery.service}"[:LONGEST_LANE]
    return wanted("dossier.deliver", lane=lane, delivery_id=delivery.pk)


def refuse_unready(*, draft: Draft, declarations: Collection[str]) -> None:
    """Raise the first reason why the draft cannot be sent now."""
    if draft.dossier.state != State.DRAFT:
        raise errors.NotADraft
    if not draft.definition.is_open(draft.today):
        raise errors.DemarcheClosed
    if draft.journey.exits:
        raise errors.NoRight
    refuse_incomplete(draft=draft, declarations=declarations)


def refuse_incomplete(*, draft: Draft, declarations: Collection[str]) -> None:
    """Raise the first reason why these answers and documents cannot be sent as they are."""
    scans = {attachment.scan for attachment in draft.asked_attachments}
    if Attachment.Scan.REFUSED in scans:
        raise errors.DocumentsRefused
    if not draft.journey.is_complete:
        raise errors.AnswersIncomplete
    if Attachment.Scan.PENDING in scans:
        raise errors.DocumentsPending
    if not {declaration.key for declaration in draft.journey.declarations} <= set(declarations):
        raise errors.DeclarationsMissing


def actor_snapshot(*, actor: Actor) -> dict[str, Any]:
    """Say who sends, in whose name and how surely known, as it is at this moment."""
    enterprise = actor.space.enterprise
    return {
        "user_id": str(actor.user.pk),
        "first_name": actor.user.first_name,
        "last_name": actor.user.last_name,
        "space": {"kind": "citizen"}
        if enterprise is None
        else {"kind": "enterprise", "number": enterprise.number, "name": enterprise.name},
        **actor.capacity,
        **_holder(actor),
    }


def _holder(actor: Actor) -> dict[str, Any]:
    """Say which enterprise holds the mandate under which the actor sends, if one does."""
    if actor.mandate is None:
        return {}
    holder = actor.mandate.holder
    return {"holder": {"number": holder.number, "name": holder.name}}


def documents_manifest(*, attachments: Iterable[Attachment]) -> list[dict[str, Any]]:
    """List the files that go with the submission, as the receipt shows them."""
    return [
        {
            "id": str(attachment.pk),
            "step": attachment.step,
            "field": attachment.field,
            "name": attachment.original_name,
            "content_type": attachment.content_type,
            "size": attachment.size,
            "sha256": attachment.sha256,
        }
        for attachment in attachments
    ]
