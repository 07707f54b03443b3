"""Reads of the documents that go with a decision."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dossiers.decisions.attachments.models import DecisionAttachment
from dossiers.states import DECIDED
from monespace.common.db import get_or_none

if TYPE_CHECKING:
    from uuid import UUID

    from django.db.models import QuerySet

    from dossiers.dossier.models import Dossier


def attachments_of(dossier: Dossier) -> QuerySet[DecisionAttachment]:
    """Return the documents that go with what was decided, by name; none unless decided, or once erased."""
    found = DecisionAttachment.objects.filter(dossier=dossier)
    return found if dossier.state in DECIDED else found.none()


def find_attachment(dossier: Dossier, document_id: UUID) -> DecisionAttachment | None:
    """Return one of them."""
    return get_or_none(attachments_of(dossier).filter(pk=document_id))
