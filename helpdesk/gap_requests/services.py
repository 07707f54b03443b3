"""What agents do about requests on documents; each checks the right of now inside its transaction."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from enterprises.gap_requests import decision_services
from helpdesk.access import AgentPermission, check
from helpdesk.services import consult
from monespace.mail.budgets import within_budgets

if TYPE_CHECKING:
    from accounts.models import User
    from enterprises.models import GapDesignation, GapRequest
    from helpdesk.models import Consultation

DECIDE = AgentPermission.DECIDE_GAP_REQUESTS


@transaction.atomic
def open_gap_request(
    *, actor: User, gap_request: GapRequest, reason: str, call_reference: str = ""
) -> Consultation:
    """Open the request to the agent for half an hour; asked twice, the first opening stands."""
    check(actor=actor, permission=DECIDE)
    return consult(
        actor=actor,
        tag="gap_request.consulted",
        journal_of=gap_request.enterprise,
        reason=reason,
        call_reference=call_reference,
        gap_request=gap_request,
    )


@within_budgets
def grant_gap_request(
    *,
    actor: User,
    gap_request: GapRequest,
    kind: GapDesignation.Kind,
    evidence: str,
    replaces_manager: bool,
) -> GapRequest:
    """Record the person as access manager. Raises Forbidden and what the decision itself raises."""
    check(actor=actor, permission=DECIDE)
    return decision_services.grant_gap_request(
        actor=actor,
        gap_request=gap_request,
        kind=kind,
        evidence=evidence,
        replaces_manager=replaces_manager,
    )


@within_budgets
def refuse_gap_request(
    *, actor: User, gap_request: GapRequest, refusal: GapRequest.Refusal, explanation: str
) -> GapRequest:
    """Say no and why. Raises Forbidden and what the decision itself raises."""
    check(actor=actor, permission=DECIDE)
    return decision_services.refuse_gap_request(
        actor=actor, gap_request=gap_request, refusal=refusal, explanation=explanation
    )
