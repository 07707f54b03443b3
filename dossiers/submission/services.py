"""Sends a dossier: one transaction in which it becomes a submission, with all that must follow."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils import timezone

from dossiers.access import lock_dossier
from dossiers.filling.models import Attachment
from dossiers.filling.selectors import get_draft
from dossiers.moves import move
from dossiers.states import DossierEvent, Party, State
from dossiers.submission import errors
from dossiers.submission.emails import confirm_submission
from dossiers.submission.models import Delivery, Submission
from enterprises.register.models import require_active
from enterprises.rights.permissions import Permission
from monespace.common.canonical import sha256
from monespace.common.db import violates
from monespace.common.references import new_reference
from monespace.outbox.models import Message
from monespace.outbox.services import enqueue

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from uuid import UUID

    from dossiers.dossier.models import Dossier
    from dossiers.filling.draft import Draft
    from enterprises.rights.actor import Actor

TRIES = 3
LONGEST_LANE = Message._meta.get_field("lane").max_length


def submit(*, actor: Actor, dossier_id: UUID, declarations: Collection[str], language: str) -> Dossier:
    """Send the dossier and return it with its reference; sending it again changes nothing.

    ``declarations`` are the keys of those the person accepted, in ``language``: from now on the
    dossier's, whatever it was begun in. Raises ``SubmissionRefused`` with what to do.
    """
    for _try in range(TRIES):
        try:
            with violates("one_dossier_per_reference", errors.ReferenceTaken):
                return _submit_once(
                    actor=actor, dossier_id=dossier_id, declarations=declarations, language=language
                )
        except errors.ReferenceTaken:
            continue
    raise errors.ReferenceTaken


def _submit_once(*, actor: Actor, dossier_id: UUID, declarations: Collection[str], language: str) -> Dossier:
    """Do all of it, or nothing: the caller's transaction decides."""
    dossier = lock_dossier(actor=actor, dossier_id=dossier_id, permission=Permission.SUBMIT_DOSSIERS)
    if dossier.submitted_at is not None:
        return dossier
    draft = get_draft(actor, dossier_id, Permission.SUBMIT_DOSSIERS)  # read once nobody else can change it
    dossier = draft.dossier
    require_active(*actor.enterprises, refusal=errors.EnterpriseStopped)
    refuse_unready(draft=draft, declarations=declarations)
    dossier.reference, dossier.submitted_at = new_reference(), timezone.now()
    dossier.language = language
    payload = draft.journey.payload()
    submission = Submission.objects.create(
        dossier=dossier,
        demarche_version=dossier.demarche_version,
        answers=draft.journey.typed(),
        payload=payload,
        payload_sha256=sha256(payload),
        actor=actor_snapshot(actor=actor),
        documents=documents_manifest(attachments=draft.asked_attachments),
        declarations=[declaration.key for declaration in draft.definition.declarations],
        submitted_at=dossier.submitted_at,
    )
    deliveries = want_deliveries(submission=submission, draft=draft)
    enqueue("receipt.make", lane="sealing", submission_id=submission.pk)
    mail = confirm_submission(actor=actor, dossier=dossier, definition=draft.definition)
    move(
        actor=actor,
        party=Party.PERSON,
        dossier=dossier,
        event=DossierEvent.SUBMIT,
        facts={
            "reference": dossier.reference,
            "payload_sha256": submission.payload_sha256,
            "level": int(actor.level),
            "delivery_ids": [delivery.pk for delivery in deliveries],
            "mail_id": mail and mail.pk,
        },
        reference=dossier.reference,
        submitted_at=dossier.submitted_at,
        sent_by=actor.user,
        language=language,
    )
    return dossier


def refuse_unready(*, draft: Draft, declarations: Collection[str]) -> None:
    """Raise the first reason why the draft cannot be sent now."""
    if draft.dossier.state != State.DRAFT:
        raise errors.NotADraft
    if not draft.definition.is_open(draft.today):
        raise errors.DemarcheClosed
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
    if not {declaration.key for declaration in draft.definition.declarations} <= set(declarations):
        raise errors.DeclarationsMissing


def want_deliveries(*, submission: Submission, draft: Draft) -> list[Delivery]:
    """Write one delivery for each channel of the démarche, and the message that makes it."""
    deliveries = Delivery.objects.bulk_create(
        Delivery(submission=submission, gateway=channel.gateway, service=channel.service)
        for channel in draft.definition.delivery
    )
    for delivery in deliveries:
        lane = f"delivery:{delivery.service}"[:LONGEST_LANE]
        enqueue("dossier.deliver", lane=lane, delivery_id=delivery.pk)
    return deliveries


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
