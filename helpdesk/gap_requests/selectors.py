"""What agents read about requests to be recorded as access manager."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils import timezone

from enterprises.models import GapDesignation, GapRequest, GapRequestDocument
from monespace.common.db import get_or_none, get_or_not_visible

if TYPE_CHECKING:
    from collections.abc import Iterable
    from uuid import UUID

    from django.db.models import QuerySet


MOST_OTHERS = 20
Kind = GapDesignation.Kind


@dataclass(frozen=True)
class Waiting:
    """A request on the list, and for how many days it has waited."""

    gap_request: GapRequest
    days: int


@dataclass(frozen=True, kw_only=True)
class Examined:
    """What the page of one request shows."""

    asked: GapRequest
    documents: list[GapRequestDocument]
    managers: list[GapDesignation]
    others: list[GapRequest]

    @property
    def has_other_principal(self) -> bool:
        """Whether somebody else is the main access manager now."""
        asking = self.asked.requested_by_id
        return any(one.kind == Kind.PRINCIPAL and one.user_id != asking for one in self.managers)


def waiting_count() -> int:
    """Return how many requests wait for a decision."""
    return GapRequest.objects.open().count()


def waiting() -> QuerySet[GapRequest]:
    """Return the requests that wait, the oldest first."""
    return GapRequest.objects.open().select_related("enterprise").order_by("requested_at", "pk")


def with_days(rows: Iterable[GapRequest]) -> list[Waiting]:
    """Return requests with the number of days that each has waited."""
    today = timezone.localdate()
    return [Waiting(row, (today - timezone.localdate(row.requested_at)).days) for row in rows]


def closed() -> QuerySet[GapRequest]:
    """Return the requests decided or withdrawn, the latest first."""
    return GapRequest.objects.closed().select_related("enterprise").order_by("-requested_at", "pk")


def get_gap_request(request_id: UUID) -> GapRequest:
    """Return the request with its people and what the source said, or raise NotVisible."""
    related = ("enterprise", "requested_by__identity", "representation", "decided_by", "designation")
    return get_or_not_visible(GapRequest.objects.select_related(*related).filter(pk=request_id))


def find_by_reference(reference: str) -> GapRequest | None:
    """Return the request that bears this reference."""
    return get_or_none(GapRequest.objects.filter(reference=reference))


def examined(gap_request: GapRequest) -> Examined:
    """Return what an agent needs to decide: three queries."""
    enterprise = gap_request.enterprise
    others = enterprise.gap_requests.exclude(pk=gap_request.pk).select_related("requested_by")
    return Examined(
        asked=gap_request,
        documents=list(gap_request.documents.order_by("original_name", "pk")),
        managers=list(enterprise.gap_designations.current().select_related("user").order_by("-kind")),
        others=list(others.order_by("-requested_at")[:MOST_OTHERS]),
    )
