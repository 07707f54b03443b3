"""What the pages about access managers and requests for access read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from enterprises.managers.models import GapProposal, RepresentationCheck
from enterprises.rights.models import GapDesignation
from enterprises.rights.permissions import Permission
from monespace.common.db import get_or_none, get_or_not_visible
from monespace.common.tokens import digest

if TYPE_CHECKING:
    from uuid import UUID

    from django.db.models import QuerySet

    from accounts.models import User
    from enterprises.register.models import Enterprise
    from enterprises.rights.actor import Actor

Kind = GapDesignation.Kind


def management_of(enterprise: Enterprise) -> dict[str, Any]:
    """Return who manages the accesses, who is proposed, and the vacancy if nobody does: three queries."""
    managers = list(enterprise.gap_designations.current().select_related("user").order_by("-kind"))
    proposed = enterprise.gap_proposals.open().select_related("accepted_by", "created_by")
    return {
        "managers": managers,
        "has_principal": any(one.kind == Kind.PRINCIPAL for one in managers),
        "vacancy": None if managers else vacancy_of(enterprise),
        "proposals": list(proposed.order_by("created_at")),
    }


def vacancy_of(enterprise: Enterprise) -> Any:
    """Return the vacancy that lasts, with the designation that ended; None for who never had a GAP."""
    return get_or_none(enterprise.gap_vacancies.current().select_related("designation__user"))


def vacancy_shown_to(actor: Actor) -> Any:
    """Return the vacancy of the actor's space; who acts by mandate does not see the client's affairs."""
    if actor.space.enterprise is None or actor.is_gap or not actor.can(Permission.SEE_MEMBERS):
        return None
    return vacancy_of(actor.space.enterprise)


def principal_of(enterprise: Enterprise) -> GapDesignation | None:
    """Return the designation of the main access manager, if there is one."""
    related = enterprise.gap_designations.current().select_related("enterprise", "user")
    return get_or_none(related.filter(kind=Kind.PRINCIPAL))


def former_managers(enterprise: Enterprise) -> QuerySet[GapDesignation]:
    """Return the designations that ended, the latest first."""
    ended = enterprise.gap_designations.exclude(ended_at=None).select_related("user")
    return ended.order_by("-ended_at", "pk")


def designation_of(user: User, enterprise: Enterprise) -> GapDesignation | None:
    """Return the designation of ``user``, if they manage the accesses."""
    related = enterprise.gap_designations.current().select_related("enterprise", "user")
    return get_or_none(related.filter(user=user))


def has_resigned(user: User, number: str) -> bool:
    """Whether the last designation of ``user`` in an enterprise ended with their resignation."""
    theirs = GapDesignation.objects.filter(user=user, enterprise__number=number)
    latest = theirs.order_by("-designated_at").first()
    return latest is not None and latest.end_reason == GapDesignation.EndReason.RESIGNED


def find_designation(enterprise: Enterprise, designation_id: UUID) -> GapDesignation:
    """Return a designation of the enterprise, its person loaded. Raises NotVisible."""
    related = enterprise.gap_designations.select_related("enterprise", "user")
    return get_or_not_visible(related.filter(pk=designation_id))


def find_proposal(enterprise: Enterprise, proposal_id: UUID) -> GapProposal:
    """Return a proposal of the enterprise. Raises NotVisible."""
    found = enterprise.gap_proposals.filter(pk=proposal_id).select_related("enterprise")
    return get_or_not_visible(found)


def get_proposal(token: str) -> GapProposal:
    """Return the proposal behind a link. Raises NotVisible."""
    related = GapProposal.objects.select_related("enterprise", "created_by", "designation")
    return get_or_not_visible(related.filter(token_digest=digest(token)))


def latest_check(user: User, number: str) -> RepresentationCheck | None:
    """Return what the BCE answered last about a person and an enterprise."""
    return RepresentationCheck.objects.of(user, number).select_related("enterprise").first()
