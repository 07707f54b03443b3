"""The pages of agents that gather: what they begin with, and their consultations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.saml.metadata import expiry
from helpdesk.access import AgentPermission, agent_permissions, agents_only
from helpdesk.dossiers import selectors
from helpdesk.dossiers.forms import SearchForm
from helpdesk.failures import selectors as troubles
from helpdesk.gap_requests.selectors import waiting_count
from helpdesk.lists import ROWS_PER_PAGE, latest_page

if TYPE_CHECKING:
    from django.http import HttpResponse

    from helpdesk.access import AgentRequest


@agents_only()
@require_safe
def index(request: AgentRequest) -> HttpResponse:
    """Show the search box, the dossiers still open to this agent and what waits for a supervisor."""
    rights = agent_permissions(request)
    context = {
        "form": SearchForm(),
        "opened": selectors.opened_by(request.user),
        "expiries": expiry.soon() if AgentPermission.SEE_RECORDS in rights else [],
        "gap_request_count": waiting_count() if AgentPermission.DECIDE_GAP_REQUESTS in rights else 0,
        "failures": troubles.waiting_counts() if AgentPermission.RETRY_FAILURES in rights else (0, 0),
        "most_failures": troubles.MOST_COUNTED,
        "standstills": troubles.standstills() if AgentPermission.RETRY_FAILURES in rights else [],
    }
    return render(request, "helpdesk/index.html", context)


@agents_only(AgentPermission.SEE_CONSULTATIONS)
@require_safe
def consultations(request: AgentRequest) -> HttpResponse:
    """List who opened which dossier, when and why."""
    page = latest_page(request, selectors.consultations(), per_page=ROWS_PER_PAGE)
    return render(request, "helpdesk/consultations.html", {"page": page})
