"""What the pages about requests on documents read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from enterprises.gap_requests.models import GapRequest
from enterprises.register.models import Enterprise
from monespace.common.db import get_or_none, get_or_not_visible

if TYPE_CHECKING:
    from uuid import UUID

    from django.db.models import QuerySet

    from accounts.models import User
    from enterprises.gap_requests.models import GapRequestDocument
    from enterprises.managers.models import RepresentationCheck


def enterprise_of(check: RepresentationCheck) -> Enterprise | None:
    """Return the enterprise asked about: as the source describes it, else as the register's copy does."""
    return check.enterprise or get_or_none(Enterprise.objects.filter(number=check.number))


def open_gap_request_of(person: User, number: str) -> GapRequest | None:
    """Return the person's request that waits for a decision about this enterprise."""
    return get_or_none(GapRequest.objects.open().filter(requested_by=person, enterprise__number=number))


def gap_requests_of(person: User) -> QuerySet[GapRequest]:
    """Return the person's requests, the latest first."""
    mine = GapRequest.objects.filter(requested_by=person).select_related("enterprise")
    return mine.order_by("-requested_at", "pk")


def get_own(person: User, request_id: UUID) -> GapRequest:
    """Return a request of the person. Raises NotVisible."""
    mine = GapRequest.objects.filter(requested_by=person).select_related("enterprise", "designation")
    return get_or_not_visible(mine.filter(pk=request_id))


def documents_of(gap_request: GapRequest) -> QuerySet[GapRequestDocument]:
    """Return the documents of a request in the order they were given."""
    return gap_request.documents.order_by("original_name", "pk")


def find_document(gap_request: GapRequest, document_id: UUID) -> GapRequestDocument | None:
    """Return one document of the request, if it has it; none once the request was withdrawn."""
    if gap_request.withdrawn_at:
        return None
    return get_or_none(gap_request.documents.filter(pk=document_id))
