"""What each group of agents may do: one table, read by views, templates and tests alike."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from accounts.agents import AgentGroup

if TYPE_CHECKING:
    from accounts.models import User


class AgentPermission(StrEnum):
    """A right of an agent."""

    FIND_DOSSIERS = "dossiers.find"
    OPEN_DOSSIERS = "dossiers.open"
    SEE_CONSULTATIONS = "consultations.see"
    OPEN_ENTERPRISES = "enterprises.open"
    RETRY_FAILURES = "failures.retry"
    DECIDE_GAP_REQUESTS = "gap_requests.decide"
    SEE_DEMARCHES = "demarches.see"
    SEE_RECORDS = "records.see"


_HELPDESK = frozenset(
    {
        AgentPermission.FIND_DOSSIERS,
        AgentPermission.OPEN_DOSSIERS,
        AgentPermission.OPEN_ENTERPRISES,
        AgentPermission.DECIDE_GAP_REQUESTS,
    }
)
_SUPERVISOR = _HELPDESK | {
    AgentPermission.SEE_CONSULTATIONS,
    AgentPermission.RETRY_FAILURES,
    AgentPermission.SEE_RECORDS,
}

GROUP_PERMISSIONS: dict[AgentGroup, frozenset[AgentPermission]] = {
    AgentGroup.HELPDESK: _HELPDESK,
    AgentGroup.SUPERVISOR: _SUPERVISOR,
    AgentGroup.PUBLISHER: frozenset({AgentPermission.SEE_DEMARCHES}),
    AgentGroup.CASE_OFFICER: frozenset(),
    AgentGroup.ADMIN: frozenset(
        {
            AgentPermission.SEE_CONSULTATIONS,
            AgentPermission.SEE_DEMARCHES,
            AgentPermission.SEE_RECORDS,
        }
    ),
}


def permissions_of(user: User) -> frozenset[AgentPermission]:
    """Return the rights that the groups of ``user`` give now; none when he is not an active agent."""
    if not (user.is_authenticated and user.is_active and user.is_staff):
        return frozenset()
    names = set(user.groups.values_list("name", flat=True))
    return frozenset().union(*(GROUP_PERMISSIONS[group] for group in AgentGroup if group in names))
