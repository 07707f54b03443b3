"""Requests for access: those of a person, and those that wait for an answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef

from enterprises.requests.models import AccessRequest
from enterprises.rights.models import GapDesignation
from enterprises.rights.permissions import Permission
from monespace.common.db import get_or_none, get_or_not_visible

if TYPE_CHECKING:
    from uuid import UUID

    from django.db.models import QuerySet

    from accounts.models import User
    from enterprises.register.models import Enterprise
    from enterprises.rights.actor import Actor


def open_request_of(person: User, enterprise: Enterprise) -> AccessRequest | None:
    """Return the person's request that waits there."""
    return get_or_none(enterprise.access_requests.open().filter(requested_by=person))


def requests_of(person: User) -> QuerySet[AccessRequest]:
    """Return the person's requests, the latest first, each saying whether somebody could answer it.

    ``is_managed``: the enterprise has a manager; ``is_own_to_answer``: only the person themselves.
    """
    managed = GapDesignation.objects.current().filter(enterprise=OuterRef("enterprise"))
    mine = AccessRequest.objects.filter(requested_by=person).select_related("enterprise")
    by_others = Exists(managed.exclude(user=person))
    mine = mine.annotate(is_managed=Exists(managed), is_own_to_answer=Exists(managed) & ~by_others)
    return mine.order_by("-requested_at", "pk")


def find_own(person: User, request_id: UUID) -> AccessRequest:
    """Return a request of the person. Raises NotVisible."""
    mine = AccessRequest.objects.filter(requested_by=person).select_related("enterprise")
    return get_or_not_visible(mine.filter(pk=request_id))


def waiting_requests(enterprise: Enterprise) -> QuerySet[AccessRequest]:
    """Return the requests that wait for an answer, the oldest first."""
    return enterprise.access_requests.open().select_related("requested_by")


def waiting_count(actor: Actor) -> int:
    """Return how many requests wait for this person's answer: none for who does not manage accesses."""
    if actor.space.enterprise is None or not actor.can(Permission.MANAGE_MEMBERS):
        return 0
    return waiting_requests(actor.space.enterprise).exclude(requested_by=actor.user).count()


def find_request(enterprise: Enterprise, request_id: UUID) -> AccessRequest:
    """Return a request made to the enterprise. Raises NotVisible."""
    related = enterprise.access_requests.select_related("requested_by", "enterprise")
    return get_or_not_visible(related.filter(pk=request_id))
