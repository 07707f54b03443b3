"""The agents' pages: search, one dossier, consultations, what is to be taken up again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.saml import expiry
from helpdesk import selectors, services, troubles
from helpdesk.access import agent_permissions, agents_only
from helpdesk.content import read_content
from helpdesk.forms import OpenDossierForm, SearchForm
from helpdesk.gap_request_selectors import find_by_reference, waiting_count
from helpdesk.groups import AgentPermission
from helpdesk.lists import latest_page
from helpdesk.lookup import Kind, recognise
from helpdesk.search import MOST_ENTERPRISES, MOST_PEOPLE, MOST_SHOWN, enterprises_of, find
from monespace.incidents.keeping import incidents_with, is_code
from monespace.lists.paging import page_of
from monespace.lists.returning import list_address

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpResponse

    from helpdesk.access import AgentRequest

ROWS_PER_PAGE = 50
FAILURES_PER_PAGE = 10
MOST_INCIDENTS = 5
NOTHING_LEFT = gettext_lazy("Elle n’attendait plus : quelqu’un l’a relancée, ou elle a réussi.")


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
    }
    return render(request, "helpdesk/index.html", context)


@agents_only(AgentPermission.FIND_DOSSIERS)
@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters("text")
def search(request: AgentRequest) -> HttpResponse:
    """Answer a search; it is posted, so that no number or name ever stands in an address or a log."""
    if request.method != "POST":
        return redirect("admin:index")
    form = SearchForm(request.POST)
    context: dict[str, object] = {"form": form}
    if form.is_valid():
        text = form.cleaned_data["text"]
        lookup = recognise(text)
        if lookup.kind is Kind.GAP_REQUEST and (gap_request := find_by_reference(lookup.value)):
            services.record_search(actor=request.user, kind=lookup.kind, found=1)
            return redirect("admin:gap_request", request_id=gap_request.pk)
        found = find(lookup, form.cleaned_data["page"] or 1)
        incidents = list(incidents_with(text)[:MOST_INCIDENTS])
        kind = Kind.INCIDENT if incidents else found.kind or lookup.kind
        services.record_search(actor=request.user, kind=kind, found=found.total + len(incidents))
        context |= {"lookup": lookup, "found": found, "incidents": incidents, "is_code": is_code(text)}
        context |= {
            "most_people": MOST_PEOPLE,
            "most_references": MOST_SHOWN,
            "most_enterprises": MOST_ENTERPRISES,
        }
        if AgentPermission.OPEN_ENTERPRISES in agent_permissions(request):
            context["enterprises"] = enterprises_of(found.people)
    return render(request, "helpdesk/search.html", context)


@agents_only(AgentPermission.OPEN_DOSSIERS)
@require_safe
def dossier(request: AgentRequest, dossier_id: UUID) -> HttpResponse:
    """Show a dossier that the agent has opened; ask for the reason otherwise."""
    found = selectors.get_dossier(dossier_id)
    consultation = selectors.current_consultation(request.user, found)
    if consultation is None:
        return render(request, "helpdesk/open.html", {"dossier": found, "form": OpenDossierForm()})
    content = read_content(found)
    context = {
        "content": content,
        "consultation": consultation,
        "entries": page_of(request, content.entries, per_page=ROWS_PER_PAGE, parameter="deroulement"),
        "attempts": page_of(request, content.attempts, parameter="essais"),
        "events": page_of(request, content.events, per_page=ROWS_PER_PAGE, parameter="journal"),
        "mails": page_of(request, content.mails, parameter="e-mails"),
        "operations": page_of(request, content.messages, parameter="operations"),
    }
    return render(request, "helpdesk/dossier.html", context)


@agents_only(AgentPermission.OPEN_DOSSIERS)
@require_POST
def open_dossier(request: AgentRequest, dossier_id: UUID) -> HttpResponse:
    """Open a dossier to the agent for the reason he gives."""
    found = selectors.get_dossier(dossier_id)
    form = OpenDossierForm(request.POST)
    if not form.is_valid():
        return render(request, "helpdesk/open.html", {"dossier": found, "form": form}, status=422)
    services.open_dossier(actor=request.user, dossier=found, **form.cleaned_data)
    return redirect("admin:dossier", dossier_id=dossier_id)


@agents_only(AgentPermission.SEE_CONSULTATIONS)
@require_safe
def consultations(request: AgentRequest) -> HttpResponse:
    """List who opened which dossier, when and why."""
    page = latest_page(request, selectors.consultations(), per_page=ROWS_PER_PAGE)
    return render(request, "helpdesk/consultations.html", {"page": page})


@agents_only(AgentPermission.RETRY_FAILURES)
@require_safe
def failures(request: AgentRequest) -> HttpResponse:
    """List the hand-overs that fail, and the operations that the portal gave up."""
    failing, given_up = troubles.failing_deliveries(), troubles.given_up()
    deliveries = latest_page(request, failing, per_page=FAILURES_PER_PAGE, parameter="livraisons")
    operations = latest_page(request, given_up, per_page=FAILURES_PER_PAGE, parameter="operations")
    context = {
        "deliveries": deliveries.showing(troubles.troubles_of(deliveries.rows)),
        "operations": operations.showing(map(troubles.Operation, operations.rows)),
    }
    return render(request, "helpdesk/failures.html", context)


@agents_only(AgentPermission.RETRY_FAILURES)
@require_POST
def retry_message(request: AgentRequest, message_id: int) -> HttpResponse:
    """Start a message again."""
    if services.retry_message(actor=request.user, message_id=message_id):
        messages.success(request, _("L’opération est relancée."))
    else:
        messages.info(request, NOTHING_LEFT)
    return redirect(list_address(request, "admin:failures"))


@agents_only(AgentPermission.RETRY_FAILURES)
@require_POST
def retry_delivery(request: AgentRequest, delivery_id: UUID) -> HttpResponse:
    """Start a delivery again."""
    if services.retry_delivery(actor=request.user, delivery_id=delivery_id):
        messages.success(request, _("La livraison est relancée."))
    else:
        messages.info(request, NOTHING_LEFT)
    return redirect(list_address(request, "admin:failures"))
