"""What agents read about one enterprise: its state, and who may act or will for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from enterprises.invitations.selectors import pending_invitations
from enterprises.managers.selectors import vacancy_of
from enterprises.mandates.selectors import mandates_of
from enterprises.members.selectors import members_of

if TYPE_CHECKING:
    from enterprises.members.selectors import Member
    from enterprises.models import Enterprise, GapRequest, GapVacancy, Invitation, Mandate


@dataclass(frozen=True, kw_only=True)
class Accesses:
    """What the page of one enterprise shows, beside the enterprise itself."""

    members: list[Member]
    vacancy: GapVacancy | None
    invitations: list[Invitation]
    mandates: list[Mandate]
    gap_requests: list[GapRequest]
    access_request_count: int


def accesses_of(enterprise: Enterprise) -> Accesses:
    """Return who may act for the enterprise and what waits there: seven queries at most."""
    members = members_of(enterprise)
    has_manager = any(member.designation for member in members)
    return Accesses(
        members=members,
        vacancy=None if has_manager else vacancy_of(enterprise),
        invitations=pending_invitations(enterprise),
        mandates=[mandate for mandate in mandates_of(enterprise) if mandate.is_open],
        gap_requests=list(enterprise.gap_requests.open()),
        access_request_count=enterprise.access_requests.open().count(),
    )
