"""Prepares and sends the answer to a request: saved as typed, sent as a submission of its own (ADR 0082)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from dossiers.access import lock_dossier
from dossiers.complements.drafts import get_complement_draft
from dossiers.complements.errors import RequestOver
from dossiers.complements.models import ComplementAnswers, ComplementRequest
from dossiers.filling.errors import StaleAnswers
from dossiers.filling.models import Attachment
from dossiers.moves import move
from dossiers.states import DossierEvent, Party
from dossiers.submission import errors
from dossiers.submission.models import Submission
from dossiers.submission.services import content_of, refuse_incomplete, write_submission
from enterprises.register.models import require_active
from enterprises.rights.permissions import Permission
from monespace.common.db import get_or_none, get_or_not_visible

if TYPE_CHECKING:
    from collections.abc import Collection
    from uuid import UUID

    from dossiers.dossier.models import Dossier
    from dossiers.filling.saves import Save
    from enterprises.rights.actor import Actor


@transaction.atomic
def save_answers(
    *, actor: Actor, request: ComplementRequest, step: str, values: dict[str, Any], save: Save
) -> str:
    """Save what was typed of a step and return its revision, as ``save_step`` does for a draft.

    Of questions that the request does not open, nothing is kept. Raises StaleAnswers, RequestOver, Forbidden,
    NotVisible.
    """
    hold(actor=actor, request=request, permission=Permission.FILL_DOSSIERS)
    values = {key: raw for key, raw in values.items() if f"{step}.{key}" in request.fields}
    saved = get_or_none(
        ComplementAnswers.objects.select_related("saved_by").filter(request=request, step=step)
    )
    if saved is not None and not save.may_replace(saved.revision):
        if saved.values != values:
            raise StaleAnswers(saved)
        return saved.revision
    ComplementAnswers.objects.update_or_create(
        request=request,
        step=step,
        defaults={
            "values": values,
            "revision": save.revision,
            "saved_at": timezone.now(),
            "saved_by": actor.user,
        },
    )
    return save.revision


def hold(*, actor: Actor, request: ComplementRequest, permission: Permission) -> Dossier:
    """Return the dossier of a request that waits, locked until the transaction ends; RequestOver otherwise.

    The rights are those of now.
    """
    dossier = lock_dossier(actor=actor, dossier_id=request.dossier_id, permission=permission)
    if not ComplementRequest.objects.open().filter(pk=request.pk).exists():
        raise RequestOver
    return dossier


def hold_documents(*, actor: Actor, request: ComplementRequest) -> tuple[Attachment, ...]:
    """Hold the dossier and return the documents of the answer that is being prepared."""
    hold(actor=actor, request=request, permission=Permission.FILL_DOSSIERS)
    return tuple(Attachment.objects.current().filter(complement=request))


@transaction.atomic
def answer(
    *, actor: Actor, dossier_id: UUID, request_id: UUID, declarations: Collection[str]
) -> Submission | None:
    """Send the answer and return it; None when it was sent before.

    Raises SubmissionRefused with what to do, RequestOver, Forbidden, NotVisible.
    """
    found = ComplementRequest.objects.filter(pk=request_id, dossier=dossier_id)
    request = get_or_not_visible(found)
    try:
        hold(actor=actor, request=request, permission=Permission.SUBMIT_DOSSIERS)
    except RequestOver:
        if found.filter(answered_at__isnull=False).exists():
            return None
        raise
    draft = get_complement_draft(actor, dossier_id, request_id, Permission.SUBMIT_DOSSIERS)
    require_active(*actor.enterprises, refusal=errors.EnterpriseStopped)
    refuse_incomplete(draft=draft, declarations=declarations)
    number = Submission.objects.of(draft.dossier).aggregate(last=Max("number"))["last"] + 1
    submission, deliveries = write_submission(
        dossier=draft.dossier,
        definition=draft.definition,
        content=content_of(actor=actor, draft=draft),
        submitted_at=timezone.now(),
        number=number,
    )
    found.update(answered_at=submission.submitted_at, answer=submission)
    move(
        actor=actor,
        party=Party.PERSON,
        dossier=draft.dossier,
        event=DossierEvent.ANSWER,
        facts={
            "request_id": request.pk,
            "number": number,
            "payload_sha256": submission.payload_sha256,
            "level": int(actor.level),
            "delivery_ids": [delivery.pk for delivery in deliveries],
        },
    )
    return submission
