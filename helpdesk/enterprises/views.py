"""The agents' pages about enterprises: search, and who may act for one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from accounts.sessions.typed_forms import gives_typing_back
from enterprises.register.details import legal_form_of
from enterprises.register.search import find_enterprises, get_enterprise
from enterprises.requests.forms import FindForm
from helpdesk.access import AgentPermission, agents_only
from helpdesk.enterprises import selectors, services
from helpdesk.forms import OpenDossierForm
from helpdesk.services import current_consultation
from monespace.common.folding import has_words
from monespace.common.forms import render_form
from monespace.lists.paging import page_of
from monespace.lists.words import words_of

if TYPE_CHECKING:
    from django.http import HttpResponse

    from helpdesk.access import AgentRequest

OPEN = AgentPermission.OPEN_ENTERPRISES
OPENING = "helpdesk/enterprises/open.html"


@agents_only(OPEN)
@sensitive_post_parameters("text")
@gives_typing_back
def enterprises(request: AgentRequest) -> HttpResponse:
    """Find an enterprise; the search is posted, so that no name stands in an address or a log."""
    form = FindForm(request.POST or None)
    context: dict[str, object] = {}
    if request.method == "POST" and form.is_valid():
        found = find_enterprises(form.cleaned_data["text"])
        services.record_enterprise_search(actor=request.user, found=len(found))
        context["found"] = found
    return render_form(request, "helpdesk/enterprises/find.html", form, context)


@agents_only(OPEN)
@require_safe
def enterprise(request: AgentRequest, number: str) -> HttpResponse:
    """Show who may act for an enterprise that the agent has opened; ask for the reason otherwise."""
    found = get_enterprise(number)
    consultation = current_consultation(actor=request.user, enterprise=found)
    if consultation is None:
        return render_form(request, OPENING, OpenDossierForm(), {"enterprise": found})
    accesses, words = selectors.accesses_of(found), words_of(request)
    members = [one for one in accesses.members if has_words(one.person.display_name, words)]
    context: dict[str, object] = {
        "enterprise": found,
        "legal_form": legal_form_of(found),
        "consultation": consultation,
        "accesses": accesses,
        "members": page_of(request, members, parameter="membres"),
        "invitations": page_of(request, accesses.invitations, parameter="invitations"),
        "mandates": page_of(request, accesses.mandates, parameter="mandats"),
        "gap_requests": page_of(request, accesses.gap_requests, parameter="documents"),
    }
    return render(request, "helpdesk/enterprises/enterprise.html", context)


@agents_only(OPEN)
@require_POST
def open_enterprise(request: AgentRequest, number: str) -> HttpResponse:
    """Open an enterprise to the agent for the reason he gives."""
    found = get_enterprise(number)
    form = OpenDossierForm(request.POST)
    if not form.is_valid():
        return render_form(request, OPENING, form, {"enterprise": found})
    services.open_enterprise(actor=request.user, enterprise=found, **form.cleaned_data)
    return redirect("admin:enterprise", number=number)
