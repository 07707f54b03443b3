"""The agents' pages about requests on documents: who waits, one request, and the decision (ADR 0041)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.step_up import require_fresh
from enterprises.endings.effects import Effects, effect_lines
from enterprises.gap_requests.selectors import find_document
from enterprises.managers.effects import of_designation, replaced_by
from enterprises.register.details import legal_form_of
from enterprises.rights.actor import capacity_words
from helpdesk.access import AgentPermission, agents_only
from helpdesk.gap_requests import selectors, services
from helpdesk.gap_requests.forms import GrantForm, OpenGapRequestForm, RefuseForm
from helpdesk.lists import latest_page
from helpdesk.services import current_consultation
from monespace.common.forms import render_form
from monespace.documents.downloads import hand_over
from monespace.lists.paging import page_of

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpResponse
    from django.http.response import HttpResponseBase

    from helpdesk.access import AgentRequest
    from helpdesk.gap_requests.selectors import Examined
    from helpdesk.models import Consultation

DECIDE = AgentPermission.DECIDE_GAP_REQUESTS
OPENING = "helpdesk/gap_requests/open.html"


@agents_only(DECIDE)
@require_safe
def gap_requests(request: AgentRequest) -> HttpResponse:
    """List the requests that wait, the oldest first, and those decided lately."""
    waiting = latest_page(request, selectors.waiting(), parameter="attente")
    context = {
        "waiting": waiting.showing(selectors.with_days(waiting.rows)),
        "closed": latest_page(request, selectors.closed(), parameter="closes"),
    }
    return render(request, "helpdesk/gap_requests/list.html", context)


@agents_only(DECIDE)
@require_safe
@require_fresh
def gap_request(request: AgentRequest, request_id: UUID) -> HttpResponse:
    """Show a request that the agent has opened; ask for the reason otherwise."""
    found = selectors.get_gap_request(request_id)
    consultation = current_consultation(actor=request.user, gap_request=found)
    if consultation is None:
        return render_form(request, OPENING, OpenGapRequestForm(), {"asked": found})
    return _page(request, selectors.examined(found), consultation)


@agents_only(DECIDE)
@require_POST
def open_gap_request(request: AgentRequest, request_id: UUID) -> HttpResponse:
    """Open a request to the agent for the reason he gives."""
    found = selectors.get_gap_request(request_id)
    form = OpenGapRequestForm(request.POST)
    if not form.is_valid():
        return render_form(request, OPENING, form, {"asked": found})
    services.open_gap_request(actor=request.user, gap_request=found, **form.cleaned_data)
    return redirect("admin:gap_request", request_id=request_id)


@agents_only(DECIDE)
@require_safe
def gap_request_document(request: AgentRequest, request_id: UUID, document_id: UUID) -> HttpResponseBase:
    """Hand a document over to the agent who has opened the request."""
    found = selectors.get_gap_request(request_id)
    if current_consultation(actor=request.user, gap_request=found) is None:
        return redirect("admin:gap_request", request_id=request_id)
    return hand_over(find_document(found, document_id))


@agents_only(DECIDE)
@require_POST
@require_fresh
def grant_gap_request(request: AgentRequest, request_id: UUID) -> HttpResponse:
    """Record the person as access manager."""
    found = selectors.get_gap_request(request_id)
    consultation = current_consultation(actor=request.user, gap_request=found)
    if consultation is None:
        return redirect("admin:gap_request", request_id=request_id)
    examined = selectors.examined(found)
    form = GrantForm(request.POST, has_other_principal=examined.has_other_principal)
    if not form.is_valid():
        return _page(request, examined, consultation, grant_form=form)
    services.grant_gap_request(
        actor=request.user, gap_request=found, replaces_manager=form.replaces_manager, **form.cleaned_data
    )
    messages.success(request, _("La personne gère maintenant les accès de l’entreprise ; elle est prévenue."))
    return redirect("admin:gap_request", request_id=request_id)


@agents_only(DECIDE)
@require_POST
@require_fresh
def refuse_gap_request(request: AgentRequest, request_id: UUID) -> HttpResponse:
    """Refuse the request, with a reason."""
    found = selectors.get_gap_request(request_id)
    consultation = current_consultation(actor=request.user, gap_request=found)
    if consultation is None:
        return redirect("admin:gap_request", request_id=request_id)
    form = RefuseForm(request.POST)
    if not form.is_valid():
        return _page(request, selectors.examined(found), consultation, refuse_form=form)
    services.refuse_gap_request(actor=request.user, gap_request=found, **form.cleaned_data)
    messages.success(request, _("La demande est refusée ; la personne en est informée par e-mail."))
    return redirect("admin:gap_request", request_id=request_id)


def _page(
    request: AgentRequest,
    examined: Examined,
    consultation: Consultation,
    *,
    grant_form: GrantForm | None = None,
    refuse_form: RefuseForm | None = None,
) -> HttpResponse:
    """Show the request with both forms; one that came back says what is wrong."""
    asked = examined.asked
    replaced = replaced_by(asked.enterprise, asked.requested_by)
    goes = of_designation(replaced, successor=asked.requested_by) if replaced else Effects()
    wrong = grant_form or refuse_form
    context = {
        "examined": examined,
        "managers": page_of(request, examined.managers, parameter="gestionnaires"),
        "consultation": consultation,
        "known_as": capacity_words({"role": "", "level": asked.level, "method": asked.method}),
        "is_own": asked.requested_by_id == request.user.pk,
        "legal_form": legal_form_of(asked.enterprise),
        "effect_lines": effect_lines(goes, request.user),
        "grant_form": grant_form or GrantForm(has_other_principal=examined.has_other_principal),
        "refuse_form": refuse_form or RefuseForm(),
        "form": wrong,
    }
    return render(request, "helpdesk/gap_requests/request.html", context, status=422 if wrong else 200)
