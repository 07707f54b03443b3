"""What agents do about enterprises: search, open one for a reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from helpdesk.access import AgentPermission, check
from helpdesk.services import consult
from monespace.journal.services import record

if TYPE_CHECKING:
    from accounts.models import User
    from enterprises.models import Enterprise
    from helpdesk.models import Consultation


@transaction.atomic
def record_enterprise_search(*, actor: User, found: int) -> None:
    """Keep that the agent searched, and with how many results; never what he typed."""
    check(actor=actor, permission=AgentPermission.OPEN_ENTERPRISES)
    record("helpdesk.enterprises_searched", actor=actor, subject=actor, found=found)


@transaction.atomic
def open_enterprise(
    *, actor: User, enterprise: Enterprise, reason: str, call_reference: str = ""
) -> Consultation:
    """Open the enterprise's accesses to the agent for half an hour; asked twice, the first opening stands."""
    check(actor=actor, permission=AgentPermission.OPEN_ENTERPRISES)
    return consult(
        actor=actor,
        tag="enterprise.consulted",
        journal_of=enterprise,
        reason=reason,
        call_reference=call_reference,
        enterprise=enterprise,
    )
