"""The case officers' pages on which a complement is asked for, and on which it no longer is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from accounts.sessions.typed_forms import gives_typing_back
from dossiers.complements.errors import RequestRefused
from dossiers.complements.selectors import askable_of, request_of, shown
from dossiers.complements.services import ask, cancel
from dossiers.dossier.routed import definition_for
from dossiers.handling.officers import get_case, officer_of
from dossiers.messages.errors import NoDueDay
from dossiers.messages.template_services import text_for
from dossiers.states import State
from helpdesk.access import AgentPermission, agents_only
from helpdesk.cases.complement_forms import CancelForm, ComplementForm
from helpdesk.cases.message_templates.selectors import templates_of_case
from helpdesk.cases.selectors import case_for
from helpdesk.cases.services import open_case
from monespace.common.errors import DomainError
from monespace.common.forms import render_form, shown_only

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpResponse, QueryDict

    from dossiers.handling.models import Case
    from dossiers.handling.officers import Officer
    from helpdesk.access import AgentRequest

HANDLE = AgentPermission.HANDLE_CASES


@agents_only(HANDLE)
@gives_typing_back
def ask_complement(request: AgentRequest, dossier_id: UUID) -> HttpResponse:
    """Ask what is wanted, until when and of which questions; on POST ask the person for it."""
    officer = officer_of(request.user)
    case, is_open = case_for(officer, dossier_id)
    if request.method != "POST" and not request.POST:
        if not is_open or case.dossier.state != State.IN_PROGRESS:
            return redirect("admin:case", dossier_id=dossier_id)
        return _page(request, case, _form(case, None))
    open_case(actor=request.user, dossier_id=dossier_id)  # the questions of the page tell what was answered
    if request.method == "POST" and request.POST.get("action") == "template":
        return _page(request, case, _form(case, _with_template(request, officer, case)))
    form = _form(case, request.POST)
    if request.method != "POST" or not form.is_valid():
        return _page(request, case, form)
    words = {"text": form.cleaned_data["text"], "due_on": form.cleaned_data["due_on"]}
    try:
        ask(actor=officer, dossier_id=dossier_id, fields=form.fields_asked, **words)
    except DomainError as refusal:
        form.refuse(refusal)
        return _page(request, case, form)
    messages.success(request, _("La demande est envoyée. La personne la trouve dans « À faire »."))
    return redirect("admin:case", dossier_id=dossier_id)


@agents_only(HANDLE)
@gives_typing_back
def cancel_complement(request: AgentRequest, dossier_id: UUID, request_id: UUID) -> HttpResponse:
    """Say what calling a request off does and ask why; on POST call it off."""
    officer = officer_of(request.user)
    case = get_case(officer, dossier_id)
    asked = request_of(case.dossier, request_id)
    form = CancelForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            ended = cancel(
                actor=officer,
                dossier_id=dossier_id,
                request_id=request_id,
                reason=form.cleaned_data["reason"],
            )
        except RequestRefused as refusal:
            form.add_error("reason", str(refusal.message))
        else:
            if ended.cancelled_at:
                messages.success(request, _("La demande est annulée. La personne le lit sur son dossier."))
            else:
                messages.warning(
                    request, _("Cette demande n’attendait plus de réponse. Voyez ce qu’elle est devenue.")
                )
            return redirect("admin:case", dossier_id=dossier_id)
    if not form.is_bound and not asked.is_awaited:
        return redirect("admin:case", dossier_id=dossier_id)
    definition = definition_for(case.dossier)
    context = {"case": case, "dossier": case.dossier, "asked": shown(asked, definition)}
    return render_form(request, "helpdesk/cases/cancel_complement.html", form, context)


def _form(case: Case, typed: QueryDict | None) -> ComplementForm:
    return ComplementForm(typed, templates=templates_of_case(case), steps=askable_of(case.dossier))


def _with_template(request: AgentRequest, officer: Officer, case: Case) -> QueryDict:
    """Return what was typed, with the text of the chosen template after it, not judged."""
    typed, form = request.POST.copy(), _form(case, request.POST)
    form.is_valid()
    if chosen := form.cleaned_data.get("template"):
        try:
            typed["text"] = text_for(
                actor=officer, template_id=chosen, dossier_id=case.pk, after=typed.get("text", "")
            )
        except NoDueDay as refusal:
            messages.error(request, str(refusal.message))
    return shown_only(typed)


def _page(request: AgentRequest, case: Case, form: ComplementForm) -> HttpResponse:
    context = {"case": case, "dossier": case.dossier}
    return render_form(request, "helpdesk/cases/ask_complement.html", form, context)
