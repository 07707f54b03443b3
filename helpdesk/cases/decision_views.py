"""The case officers' pages of a decision: written, read as the person will, confirmed, then its document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from accounts.sessions.typed_forms import gives_typing_back
from dossiers.catalogue.published import definition_of
from dossiers.decisions.attachments.selectors import find_attachment
from dossiers.decisions.pages import hand_over_decision
from dossiers.decisions.proposals.selectors import proposal_of
from dossiers.decisions.proposals.services import propose
from dossiers.decisions.services import decide
from dossiers.handling.officers import get_case, officer_of
from dossiers.states import DECIDED, UNDER_EXAMINATION, State
from helpdesk.access import AgentPermission, agents_only
from helpdesk.cases.forms import DecisionForm
from helpdesk.cases.selectors import as_read, case_for
from monespace.common.errors import DomainError
from monespace.common.forms import render_form
from monespace.documents.downloads import hand_over

if TYPE_CHECKING:
    from typing import Any
    from uuid import UUID

    from django.http import HttpResponse
    from django.http.response import HttpResponseBase

    from dossiers.handling.models import Case
    from helpdesk.access import AgentRequest

DECIDED_WORDS = _("La décision est enregistrée. La personne la lit sur la page de son dossier.")
PROPOSED = _("La décision est proposée : un collègue doit encore la relire et la confirmer.")


@agents_only(AgentPermission.HANDLE_CASES)
@gives_typing_back
def decide_case(request: AgentRequest, dossier_id: UUID) -> HttpResponse:
    """Ask for the decision; show it as the person will read it; make it once that is confirmed.

    What was typed comes back with every answer, until the decision is made.
    """
    officer = officer_of(request.user)
    case = get_case(officer, dossier_id)
    proposal = proposal_of(case)
    begun = {"outcome": proposal.outcome, "reasons": proposal.reasons} if proposal else None
    form = DecisionForm(request.POST or None, initial=begun)
    if request.method != "POST":
        if not form.is_bound and case.dossier.state not in UNDER_EXAMINATION:
            return redirect("admin:case", dossier_id=dossier_id)
        return _page(request, case, form)
    if not form.is_valid() or request.POST.get("action") == "change":
        return _page(request, case, form)
    outcome, reasons = State(form.cleaned_data["outcome"]), form.cleaned_data["reasons"]
    if request.POST.get("action") != "confirm":
        return _page(request, case, form, **as_read(case, outcome, reasons))
    is_read_twice = definition_of(case.dossier.demarche_version_id).second_reading
    act = propose if is_read_twice else decide
    try:
        act(actor=officer, dossier_id=dossier_id, outcome=outcome, reasons=reasons)
    except DomainError as refusal:
        form.add_error(None, refusal.message)
        return _page(request, case, form)
    messages.success(request, PROPOSED if is_read_twice else DECIDED_WORDS)
    return redirect("admin:case", dossier_id=dossier_id)


@agents_only(AgentPermission.HANDLE_CASES)
@require_safe
def case_decision_pdf(request: AgentRequest, dossier_id: UUID) -> HttpResponseBase:
    """Hand the document of the decision over to the officer who has opened the dossier."""
    case, is_open = case_for(officer_of(request.user), dossier_id)
    if not is_open or case.dossier.state not in DECIDED:
        return redirect("admin:case", dossier_id=dossier_id)
    return hand_over_decision(request, case.dossier, "helpdesk/cases/decision_pending.html")


@agents_only(AgentPermission.HANDLE_CASES)
@require_safe
def case_decision_attachment(request: AgentRequest, dossier_id: UUID, document_id: UUID) -> HttpResponseBase:
    """Hand a document that goes with the decision over to the officer who has opened the dossier."""
    case, is_open = case_for(officer_of(request.user), dossier_id)
    if not is_open or case.dossier.state not in DECIDED:
        return redirect("admin:case", dossier_id=dossier_id)
    return hand_over(find_attachment(case.dossier, document_id))


def _page(request: AgentRequest, case: Case, form: DecisionForm, **preview: Any) -> HttpResponse:
    template = "helpdesk/cases/confirm_decision.html" if preview else "helpdesk/cases/decide.html"
    context = {
        "case": case,
        "dossier": case.dossier,
        "is_read_twice": definition_of(case.dossier.demarche_version_id).second_reading,
        **preview,
    }
    return render_form(request, template, form, context)
