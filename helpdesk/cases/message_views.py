"""The case officers' side of a conversation: read, answered, marked as read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.sessions.typed_forms import gives_typing_back
from dossiers.handling.officers import officer_of
from dossiers.messages import services
from dossiers.messages.errors import ConversationClosed
from dossiers.messages.forms import MessageForm, ReadForm
from dossiers.messages.models import Side
from dossiers.messages.pages import conversation_context
from dossiers.messages.selectors import find_document
from dossiers.messages.template_services import text_for
from dossiers.states import State
from helpdesk.access import AgentPermission, agents_only
from helpdesk.cases.message_templates.forms import ChooseTemplateForm
from helpdesk.cases.message_templates.selectors import templates_of_case
from helpdesk.cases.selectors import case_for
from helpdesk.cases.services import open_case
from monespace.common.errors import DomainError
from monespace.common.forms import shown_only
from monespace.documents.downloads import hand_over

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpResponse
    from django.http.response import HttpResponseBase

    from dossiers.handling.models import Case
    from dossiers.handling.officers import Officer
    from helpdesk.access import AgentRequest

HANDLE = AgentPermission.HANDLE_CASES


@agents_only(HANDLE)
@gives_typing_back
def case_conversation(request: AgentRequest, dossier_id: UUID) -> HttpResponse:
    """Show the messages of a dossier; on POST send one, or say why not with all that was typed."""
    officer = officer_of(request.user)
    case, is_open = case_for(officer, dossier_id)
    form = MessageForm(request.POST, request.FILES) if request.POST else None
    if request.method != "POST":
        if not is_open and form is None:
            return redirect("admin:case", dossier_id=dossier_id)
        return _page(request, case, form, is_open=is_open)
    open_case(actor=request.user, dossier_id=dossier_id)  # what is answered shows the messages
    if request.POST.get("action") == "insert":
        return _insert_template(request, officer, case)
    if form and form.is_valid():
        try:
            letter = form.letter(language=case.dossier.language)
            services.write_to_person(actor=officer, dossier_id=dossier_id, letter=letter)
        except ValidationError as refused:
            form.add_error("documents", refused)
        except ConversationClosed as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("Votre message est envoyé."))
            return redirect("admin:case_conversation", dossier_id=dossier_id)
    return _page(request, case, form, is_open=True)


@agents_only(HANDLE)
@require_POST
def mark_case_read(request: AgentRequest, dossier_id: UUID) -> HttpResponse:
    """Note that the service has read the messages that the page showed."""
    form = ReadForm(request.POST)
    if form.is_valid():
        up_to = form.cleaned_data["up_to"]
        services.mark_read_by_service(actor=officer_of(request.user), dossier_id=dossier_id, up_to=up_to)
    return redirect("admin:case_conversation", dossier_id=dossier_id)


@agents_only(HANDLE)
@require_safe
def case_message_document(
    request: AgentRequest, dossier_id: UUID, message_id: UUID, document_id: UUID
) -> HttpResponseBase:
    """Hand a document of a message over to the officer who has opened the dossier."""
    case, is_open = case_for(officer_of(request.user), dossier_id)
    if not is_open:
        return redirect("admin:case", dossier_id=dossier_id)
    return hand_over(find_document(case.dossier, message_id, document_id))


def _insert_template(request: AgentRequest, officer: Officer, case: Case) -> HttpResponse:
    """Show the message with the chosen text under what was typed, or say why it is not there."""
    choose = ChooseTemplateForm(request.POST, templates=templates_of_case(case))
    typed = request.POST.copy()
    if choose.is_valid():
        chosen = choose.cleaned_data["template"]
        try:
            typed["text"] = text_for(
                actor=officer, template_id=chosen, dossier_id=case.pk, after=typed.get("text", "")
            )
        except DomainError as refusal:
            choose.add_error("template", refusal.message)
    form = MessageForm(shown_only(typed))
    return _page(request, case, form, is_open=True, choose=choose)


def _page(
    request: AgentRequest,
    case: Case,
    form: MessageForm | None,
    *,
    is_open: bool,
    choose: ChooseTemplateForm | None = None,
) -> HttpResponse:
    """Show the conversation; of a dossier that is not open, the message that came back alone."""
    context = conversation_context(
        request,
        case.dossier,
        side=Side.SERVICE,
        reader=request.user,
        form=form,
        may_write=case.dossier.state != State.ANONYMISED,
    )
    templates = templates_of_case(case)
    typed = shown_only(request.POST) if request.POST else None
    choose = choose or (ChooseTemplateForm(typed, templates=templates) if templates else None)
    context |= {"case": case, "is_open": is_open, "choose": choose}
    status = 422 if (form and form.errors) or (choose and choose.errors) else 200
    return render(request, "helpdesk/cases/conversation.html", context, status=status)
