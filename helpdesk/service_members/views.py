"""The pages about agents of services: who works where, somebody to add, somebody whose work ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.sessions.typed_forms import gives_typing_back
from accounts.step_up import require_fresh
from helpdesk.access import AgentPermission, agents_only
from helpdesk.lists import ROWS_PER_PAGE
from helpdesk.service_members import selectors, services
from helpdesk.service_members.forms import AddForm
from monespace.common.errors import DomainError
from monespace.common.forms import render_form
from monespace.lists.paging import page_of

if TYPE_CHECKING:
    from django.http import HttpResponse

    from helpdesk.access import AgentRequest

MANAGE = AgentPermission.MANAGE_SERVICE_MEMBERS


@agents_only(MANAGE)
@require_safe
def service_members(request: AgentRequest) -> HttpResponse:
    """List who works for which service, and who no longer does."""
    language = get_language() or "fr"
    page = page_of(request, selectors.standing(), per_page=ROWS_PER_PAGE)
    ended = page_of(request, selectors.ended(), parameter="termines")
    context = {
        "page": page.showing(selectors.places_of(page.rows, language)),
        "ended": ended.showing(selectors.places_of(ended.rows, language)),
    }
    return render(request, "helpdesk/service_members/list.html", context)


@agents_only(MANAGE)
@require_fresh
@gives_typing_back
def add_service_member(request: AgentRequest) -> HttpResponse:
    """Ask which case officer works for which service from now on, and let them."""
    officers = selectors.officers()[: selectors.MOST_OFFICERS]
    services_there = selectors.services(get_language() or "fr")
    form = AddForm(request.POST or None, officers=officers, services=services_there)
    if request.method == "POST" and form.is_valid():
        try:
            services.add_member(actor=request.user, user=form.chosen, service=form.cleaned_data["service"])
        except DomainError as refusal:
            form.add_error("officer", refusal.message)
        else:
            messages.success(request, _("C’est noté : cet agent travaille pour ce service."))
            return redirect("admin:service_members")
    return render_form(request, "helpdesk/service_members/add.html", form)


@agents_only(MANAGE)
@require_fresh
@require_http_methods(["GET", "HEAD", "POST"])
def end_service_member(request: AgentRequest, member_id: int) -> HttpResponse:
    """Say what goes with the end of an agent's work for a service, and end it once that is confirmed."""
    if request.method == "POST":
        services.end_member(actor=request.user, member_id=member_id)
        messages.success(request, _("C’est noté : cet agent ne travaille plus pour ce service."))
        return redirect("admin:service_members")
    member = selectors.get_standing(member_id)
    [place] = selectors.places_of([member], get_language() or "fr")
    context = {"place": place, "count": selectors.open_cases_in_hand(member)}
    return render(request, "helpdesk/service_members/end.html", context)
