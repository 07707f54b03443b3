"""Reads of mandates: for whom a person may act through them, and what an enterprise gives and holds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import OuterRef, Subquery
from django.db.models.functions import JSONObject

from enterprises.demarches import offered
from enterprises.models import Enterprise, GapDesignation, Mandate, MandateStanding, Membership
from enterprises.permissions import Role, weaker
from enterprises.scope import Scope
from monespace.common.db import get_or_none, get_or_not_visible

if TYPE_CHECKING:
    from collections.abc import Collection
    from uuid import UUID

    from accounts.models import User
    from enterprises.querysets import GapDesignationQuerySet


def mandates_for(user: User, number: str | None = None) -> list[Mandate]:
    """Return the mandates in force through which ``user`` may act, for one client or all, in one query.

    ``staff`` holds the person's own role and scope in the holder's enterprise. One for each client: where two
    holders employ the person, the mandate agreed first. None that they gave for the client themselves.
    """
    employed = Membership.objects.filter(user=user).current().order_by()
    staff = employed.filter(enterprise=OuterRef("holder"))
    found: Any = (
        Mandate.objects.filter(holder__in=employed.values("enterprise"))
        .in_force()
        .not_given_by(user)
        .annotate(staff=Subquery(staff.values(json=JSONObject(role="role", demarches="demarches"))))
    )
    if number is not None:
        found = found.filter(client__number=number)
    found = found.select_related("client", "holder")
    by_client: dict[int, Mandate] = {}
    for mandate in found.order_by("accepted_at"):
        by_client.setdefault(mandate.client_id, mandate)
    return list(by_client.values())


def role_under(mandate: Any) -> Role:
    """Return what the person may be for the client: no more than at home, no more than the mandate says."""
    return weaker(Role(mandate.staff["role"]), Role(mandate.role))


def scope_under(mandate: Any) -> Scope:
    """Return how far the person reaches at the client: what the mandate and their own access both cover."""
    own = Scope.of(None, mandate.staff["demarches"])
    return own.within(frozenset(mandate.demarches) or None)


def get_mandate(enterprise: Enterprise, mandate_id: UUID) -> Mandate:
    """Return one mandate of the enterprise, or raise NotVisible."""
    return get_or_not_visible(Mandate.objects.of(enterprise).filter(pk=mandate_id))


def mandates_of(enterprise: Enterprise) -> list[Mandate]:
    """Return every mandate the enterprise gives or holds, those awaiting an answer first, then the newest."""
    rows = Mandate.objects.of(enterprise).order_by("-proposed_at")
    order = list(MandateStanding)
    return sorted(rows, key=lambda mandate: order.index(mandate.standing))


def enterprise_numbered(number: str) -> Enterprise | None:
    """Return the enterprise with these ten digits."""
    return get_or_none(Enterprise.objects.filter(number=number))


def titles(demarches: Collection[str]) -> list[str]:
    """Return the titles of démarches, in the reader's language; one no longer published keeps its slug."""
    known = dict(offered()) if demarches else {}
    return [known.get(slug, slug) for slug in demarches]


def managers_of(enterprise: Enterprise) -> GapDesignationQuerySet:
    """Return the designations of those who answer for the enterprise's accesses now, people loaded."""
    return GapDesignation.objects.filter(enterprise=enterprise).current().select_related("user")
