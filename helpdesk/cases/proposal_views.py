"""The pages of a second reading: a proposed decision is read as the person will, confirmed or taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from dossiers.decisions.proposals.selectors import proposal_of
from dossiers.decisions.proposals.services import confirm, take_back
from dossiers.handling.officers import get_case, officer_of
from dossiers.states import State
from helpdesk.access import AgentPermission, agents_only
from helpdesk.cases.decision_views import DECIDED_WORDS
from helpdesk.cases.forms import ConfirmForm
from helpdesk.cases.selectors import as_read, case_for
from monespace.common.errors import DomainError

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpResponse

    from helpdesk.access import AgentRequest


@agents_only(AgentPermission.HANDLE_CASES)
@require_http_methods(["GET", "HEAD", "POST"])
def confirm_decision(request: AgentRequest, dossier_id: UUID) -> HttpResponse:
    """Show the decision that a colleague proposes as the person will read it; make it once confirmed."""
    officer = officer_of(request.user)
    case, is_open = case_for(officer, dossier_id)
    if request.method == "POST":
        form = ConfirmForm(request.POST)
        if form.is_valid():
            try:
                confirm(actor=officer, dossier_id=dossier_id, **form.cleaned_data)
                messages.success(request, DECIDED_WORDS)
            except DomainError as refusal:
                messages.error(request, refusal.message)
        return redirect("admin:case", dossier_id=dossier_id)
    proposal = proposal_of(case)
    if proposal is None or proposal.proposed_by_id == request.user.pk or not is_open:
        return redirect("admin:case", dossier_id=dossier_id)
    context = {
        "case": case,
        "dossier": case.dossier,
        "proposal": proposal,
        **as_read(case, State(proposal.outcome), proposal.reasons),
    }
    return render(request, "helpdesk/cases/second_reading.html", context)


@agents_only(AgentPermission.HANDLE_CASES)
@require_POST
def take_back_proposal(request: AgentRequest, dossier_id: UUID) -> HttpResponse:
    """Let no proposal wait any more."""
    officer = officer_of(request.user)
    case = get_case(officer, dossier_id)
    try:
        take_back(actor=officer, dossier_id=case.pk)
        messages.success(request, _("La proposition est retirée."))
    except DomainError as refusal:
        messages.error(request, refusal.message)
    return redirect("admin:case", dossier_id=dossier_id)
