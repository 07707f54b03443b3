"""Reads what the pages of an answer need."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils.timezone import localdate

from dossiers.access import get_dossier
from dossiers.complements.draft import ComplementDraft
from dossiers.complements.selectors import request_of
from dossiers.dossier.routed import definition_for
from dossiers.filling.models import Attachment
from dossiers.receipts.selectors import submissions_of

if TYPE_CHECKING:
    from uuid import UUID

    from enterprises.rights.actor import Actor
    from enterprises.rights.permissions import Permission


def get_complement_draft(
    actor: Actor, dossier_id: UUID, request_id: UUID, permission: Permission, *, at_any_level: bool = False
) -> ComplementDraft:
    """Return everything the pages of an answer need; refused as ``get_dossier`` does."""
    dossier = get_dossier(actor, dossier_id, permission, at_any_level=at_any_level)
    request = request_of(dossier, request_id)
    sent = submissions_of(dossier)[-1]
    saved = {one.step: one for one in request.step_answers.all()}
    typed = {step: dict(values) for step, values in sent.answers.items()}
    for step, one in saved.items():
        typed[step] = {**typed.get(step, {}), **one.values}
    wanted = Q(complement=request) | Q(pk__in=[one["id"] for one in sent.documents])
    return ComplementDraft(
        dossier=dossier,
        definition=definition_for(dossier),
        saved=saved,
        typed=typed,
        attachments=tuple(Attachment.objects.current().filter(wanted, dossier=dossier)),
        sources={},
        today=localdate(dossier.submitted_at),
        request=request,
    )
