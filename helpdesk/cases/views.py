"""The case officers' pages: the queue, one dossier, and whose hands it is in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from dossiers.complements.history import history_of
from dossiers.complements.selectors import requests_of
from dossiers.deadlines.selectors import deadline_of
from dossiers.decisions.proposals.selectors import proposal_of
from dossiers.decisions.selectors import decided_on
from dossiers.dossier.routed import definition_for
from dossiers.dossier.rows import tag_class
from dossiers.following.selectors import timeline_of
from dossiers.handling.officers import get_case, officer_of
from dossiers.handling.services import assign, take_up
from dossiers.receipts.selectors import context_of, deliveries_of, sent_document, submissions_of
from dossiers.states import DECIDED, OPEN, UNDER_EXAMINATION, State
from dossiers.withdrawal.selectors import withdrawal_of
from enterprises.rights.actor import capacity_words
from helpdesk.access import AgentPermission, agents_only
from helpdesk.anonymised_pages import anonymised_page
from helpdesk.cases import selectors, services
from helpdesk.cases.batch.acts import WORDS
from helpdesk.cases.forms import AssignForm, ReferenceForm
from helpdesk.lists import ROWS_PER_PAGE, latest_page
from monespace.common.errors import DomainError
from monespace.documents.downloads import hand_over
from monespace.lists.paging import ENTRIES_PER_PAGE, page_of

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpResponse
    from django.http.response import HttpResponseBase

    from dossiers.handling.models import Case
    from helpdesk.access import AgentRequest

HANDLE = AgentPermission.HANDLE_CASES
FEW_NOTES = 3
REQUESTS_PER_PAGE = 3


@agents_only(HANDLE)
@require_safe
def cases(request: AgentRequest) -> HttpResponse:
    """List the open dossiers of a service that a tab holds."""
    officer = officer_of(request.user)
    language = get_language() or "fr"
    own = selectors.services_of(officer, language)
    asked = request.GET.get("service", "")
    service = next((one for one in own if one.key == asked), own[0] if own else None)
    tab = selectors.TABS.get(request.GET.get("onglet", ""), selectors.TABS[selectors.FIRST_TAB])
    page = latest_page(
        request, selectors.queue(officer, service.key if service else "", tab), per_page=ROWS_PER_PAGE
    )
    context = {
        "services": own,
        "service": service,
        "tabs": selectors.TABS.values(),
        "tab": tab,
        "acts": WORDS,
        "may_choose": tab.is_open,
        "page": page.showing(selectors.rows_of(page.rows, language)),
        "form": ReferenceForm(),
    }
    return render(request, "helpdesk/cases/queue.html", context)


@agents_only(HANDLE)
@require_POST
def find_case(request: AgentRequest) -> HttpResponse:
    """Open the dossier of a reference, or say that no dossier of the officer's services bears it."""
    form = ReferenceForm(request.POST)
    if form.is_valid():
        found = selectors.case_by_reference(officer_of(request.user), form.cleaned_data["reference"])
        if found is not None:
            services.open_case(actor=request.user, dossier_id=found)
            return redirect("admin:case", dossier_id=found)
        form.add_error(
            "reference", _("Aucun dossier de votre service ne porte cette référence. Vérifiez-la.")
        )
    return render(request, "helpdesk/cases/find.html", {"form": form}, status=422)


@agents_only(HANDLE)
@require_safe
def case(request: AgentRequest, dossier_id: UUID) -> HttpResponse:
    """Show a dossier that the officer has opened; offer to open it otherwise."""
    found, is_opened = selectors.case_for(officer_of(request.user), dossier_id)
    if found.dossier.state == State.ANONYMISED:
        return anonymised_page(request, found.dossier)
    if not is_opened:
        return render(request, "helpdesk/cases/open.html", {"case": found})
    return _page(request, found)


@agents_only(HANDLE)
@require_POST
def open_case(request: AgentRequest, dossier_id: UUID) -> HttpResponse:
    """Open a dossier to the officer; that he looked is kept."""
    services.open_case(actor=request.user, dossier_id=dossier_id)
    return redirect("admin:case", dossier_id=dossier_id)


@agents_only(HANDLE)
@require_safe
def case_document(request: AgentRequest, dossier_id: UUID, document_id: UUID) -> HttpResponseBase:
    """Hand a document over to the officer who has opened the dossier."""
    found, is_opened = selectors.case_for(officer_of(request.user), dossier_id)
    if not is_opened:
        return redirect("admin:case", dossier_id=dossier_id)
    return hand_over(sent_document(found.dossier, document_id))


@agents_only(HANDLE)
@require_POST
def take_up_case(request: AgentRequest, dossier_id: UUID) -> HttpResponse:
    """Begin to examine the dossier, which comes into the officer's hands."""
    officer = officer_of(request.user)
    found = get_case(officer, dossier_id)
    try:
        take_up(actor=officer, dossier_id=found.pk)
        messages.success(request, _("Vous traitez ce dossier."))
    except DomainError as refusal:
        messages.error(request, refusal.message)
    return redirect("admin:case", dossier_id=dossier_id)


@agents_only(HANDLE)
@require_POST
def assign_case(request: AgentRequest, dossier_id: UUID) -> HttpResponse:
    """Give the dossier into other hands, or back."""
    officer = officer_of(request.user)
    found = get_case(officer, dossier_id)
    form = AssignForm(request.POST, case=found, colleagues=selectors.colleagues(found))
    if found.dossier.state == State.ANONYMISED:
        return redirect("admin:case", dossier_id=dossier_id)
    if not form.is_valid():
        services.open_case(actor=request.user, dossier_id=dossier_id)
        return _page(request, found, refused=form)
    instead_of = form.cleaned_data["instead_of"]
    try:
        assign(actor=officer, dossier_id=dossier_id, to=form.chosen, instead_of=instead_of)
        messages.success(request, _("C’est noté."))
    except DomainError as refusal:
        messages.error(request, refusal.message)
    return redirect("admin:case", dossier_id=dossier_id)


def _page(request: AgentRequest, found: Case, refused: AssignForm | None = None) -> HttpResponse:
    """Show a dossier; a form that came back says what is wrong."""
    language = get_language() or "fr"
    dossier, definition = found.dossier, definition_for(found.dossier)
    submissions = submissions_of(dossier)  # a service receives what was sent, nothing else
    deliveries = deliveries_of(submissions)
    service = definition.service.name(language)
    entries = timeline_of(request.user, dossier, deliveries, service=service, is_colleague=True)
    asked = list(requests_of(dossier))  # one waits at a time: all of them are few
    requests = page_of(request, asked, per_page=REQUESTS_PER_PAGE, parameter="complements")
    notes = list(selectors.notes_of(found)[: FEW_NOTES + 1])  # one more than is shown
    is_open, is_decided = dossier.state in OPEN, dossier.state in DECIDED
    assign_form = refused
    if is_open and not refused:
        assign_form = AssignForm(case=found, colleagues=selectors.colleagues(found))
    context = {
        **context_of(submissions[-1], definition, language),
        "case": found,
        "dossier": dossier,
        "definition": definition,
        "sent_as": capacity_words(submissions[0].actor),
        "tag_class": tag_class(dossier),
        "is_open": is_open,
        "decision": decided_on(dossier, definition, deadline_of(dossier)) if is_decided else None,
        "proposal": proposal_of(found),
        "is_own_proposal": found.proposed_by_id == request.user.pk,
        "withdrawal": withdrawal_of(dossier.pk) if dossier.state == State.WITHDRAWN else None,
        "notes": page_of(request, notes, per_page=FEW_NOTES, parameter="notes"),
        "may_decide": dossier.state in UNDER_EXAMINATION,
        "may_ask": dossier.state == State.IN_PROGRESS,
        "requests": requests.showing(history_of(requests.rows, submissions, definition)),
        "is_mine": found.officer_id == request.user.pk,
        "timeline": page_of(request, entries, per_page=ENTRIES_PER_PAGE, parameter="deroulement"),
        "assign_form": assign_form,
        "form": refused,
    }
    return render(request, "helpdesk/cases/case.html", context, status=422 if refused else 200)
