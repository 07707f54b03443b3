"""The pages of dossiers: the search, and one dossier."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dossiers.states import State
from helpdesk.access import AgentPermission, agent_permissions, agents_only
from helpdesk.anonymised_pages import anonymised_page
from helpdesk.dossiers import selectors, services
from helpdesk.dossiers.content import read_content
from helpdesk.dossiers.forms import SearchForm
from helpdesk.dossiers.lookup import Kind, recognise
from helpdesk.dossiers.search import MOST_BEGUN, MOST_ENTERPRISES, MOST_PEOPLE, enterprises_of, find
from helpdesk.forms import OpenDossierForm
from helpdesk.gap_requests.selectors import find_by_reference
from helpdesk.services import current_consultation
from monespace.incidents.keeping import incidents_with, is_code
from monespace.lists.paging import ENTRIES_PER_PAGE, page_of

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpResponse

    from helpdesk.access import AgentRequest


MOST_INCIDENTS = 5


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
            "most_begun": MOST_BEGUN,
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
    if found.state == State.ANONYMISED:
        return anonymised_page(request, found)
    consultation = current_consultation(actor=request.user, dossier=found)
    if consultation is None:
        return render(request, "helpdesk/open.html", {"dossier": found, "form": OpenDossierForm()})
    content = read_content(found)
    context = {
        "content": content,
        "consultation": consultation,
        "entries": page_of(request, content.entries, per_page=ENTRIES_PER_PAGE, parameter="deroulement"),
        "attempts": page_of(request, content.attempts, parameter="essais"),
        "events": page_of(request, content.events, per_page=ENTRIES_PER_PAGE, parameter="journal"),
        "mails": page_of(request, content.mails, parameter="e-mails"),
        "operations": page_of(request, content.messages, parameter="operations"),
    }
    return render(request, "helpdesk/dossier.html", context)


@agents_only(AgentPermission.OPEN_DOSSIERS)
@require_POST
def open_dossier(request: AgentRequest, dossier_id: UUID) -> HttpResponse:
    """Open a dossier to the agent for the reason he gives."""
    found = selectors.get_dossier(dossier_id)
    if found.state == State.ANONYMISED:
        return redirect("admin:dossier", dossier_id=dossier_id)
    form = OpenDossierForm(request.POST)
    if not form.is_valid():
        return render(request, "helpdesk/open.html", {"dossier": found, "form": form}, status=422)
    services.open_dossier(actor=request.user, dossier=found, **form.cleaned_data)
    return redirect("admin:dossier", dossier_id=dossier_id)
