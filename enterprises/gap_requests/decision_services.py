"""What an agent decides about a request to be recorded as access manager (ADR 0041).

For the agents' app, which says who may decide; here stand the rules that hold whoever decides.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

from enterprises.gap_requests import emails
from enterprises.gap_requests.errors import NoDocumentToSee, OwnGapRequest
from enterprises.gap_requests.models import GapRequest
from enterprises.managers.designation_services import open_designation
from enterprises.managers.errors import GapAlreadyDesignated
from enterprises.requests.errors import RequestClosed
from enterprises.rights.models import GapDesignation
from enterprises.rights.services import lock_enterprise
from monespace.common.db import require_transaction
from monespace.journal.services import record

if TYPE_CHECKING:
    from accounts.models import User

Kind, State = GapDesignation.Kind, GapRequest.State


def grant_gap_request(
    *, actor: User, gap_request: GapRequest, kind: GapDesignation.Kind, evidence: str, replaces_manager: bool
) -> GapRequest:
    """Record the person as access manager, with what the agent saw; twice by one agent is once.

    ``replaces_manager`` says that the agent knew of a main manager in office, whose place the person takes:
    one designated meanwhile is never replaced unseen. Raises OwnGapRequest, RequestClosed,
    EnterpriseStopped, NoDocumentToSee, GapAlreadyDesignated.
    """
    found = _held(actor, gap_request)
    if _is_decided(found, actor, State.GRANTED):
        return found
    if not found.documents.filter(scan="clean").exists():
        raise NoDocumentToSee
    if kind == Kind.PRINCIPAL and not replaces_manager and _other_principal(found):
        raise GapAlreadyDesignated
    found.designation = open_designation(
        actor=actor,
        enterprise=found.enterprise,
        user=found.requested_by,
        kind=kind,
        evidence=f"{found.reference}: {evidence}",
        designated_by=actor,
        replacing=kind == Kind.PRINCIPAL,
    )
    _decide(actor, found, "gap_request.granted", designation=found.designation.pk)
    emails.tell_managers_recorded(actor, found)
    return found


def refuse_gap_request(
    *, actor: User, gap_request: GapRequest, refusal: GapRequest.Refusal, explanation: str
) -> GapRequest:
    """Say no and why; the person is told. Raises OwnGapRequest, RequestClosed."""
    found = _held(actor, gap_request)
    if _is_decided(found, actor, State.REFUSED):
        return found
    found.refusal, found.explanation = refusal, explanation
    _decide(actor, found, "gap_request.refused", reason=str(refusal))
    emails.tell_refused(actor, found)
    return found


def _other_principal(found: GapRequest) -> bool:
    principals = found.enterprise.gap_designations.current().filter(kind=Kind.PRINCIPAL)
    return principals.exclude(user=found.requested_by_id).exists()


def _held(actor: User, gap_request: GapRequest) -> GapRequest:
    """Return the request, with the enterprise's row held: decisions and changes of managers take turns."""
    require_transaction()
    enterprise = lock_enterprise(enterprise_id=gap_request.enterprise_id)
    found = enterprise.gap_requests.select_related("requested_by").get(pk=gap_request.pk)
    found.enterprise = enterprise
    if found.requested_by_id == actor.pk:
        raise OwnGapRequest
    return found


def _is_decided(found: GapRequest, actor: User, wanted: GapRequest.State) -> bool:
    """Whether this agent has decided so already. Raises RequestClosed after any other end."""
    if found.is_open:
        return False
    if found.state == wanted and found.decided_by_id == actor.pk:
        return True
    raise RequestClosed(found.state.value, found.decided_at or found.withdrawn_at)


def _decide(actor: User, found: GapRequest, tag: str, **facts: object) -> None:
    found.decided_at, found.decided_by = timezone.now(), actor
    found.save(update_fields=["decided_at", "decided_by", "designation", "refusal", "explanation"])
    record(tag, actor=actor, subject=found.enterprise, request=found.pk, **facts)
