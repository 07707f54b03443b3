"""The case officers' side of a conversation: read, answered, marked as read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dossiers.handling.officers import get_case, officer_of
from dossiers.messages import services
from dossiers.messages.forms import MessageForm, ReadForm
from dossiers.messages.models import Side
from dossiers.messages.pages import conversation_context
from dossiers.messages.selectors import find_document
from dossiers.states import State
from helpdesk.access import AgentPermission, agents_only
from helpdesk.cases.services import open_case
from helpdesk.services import current_consultation
from monespace.common.errors import DomainError
from monespace.documents.downloads import hand_over

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpResponse
    from django.http.response import HttpResponseBase

    from dossiers.handling.models import Case
    from helpdesk.access import AgentRequest

HANDLE = AgentPermission.HANDLE_CASES


@agents_only(HANDLE)
@require_http_methods(["GET", "HEAD", "POST"])
def case_conversation(request: AgentRequest, dossier_id: UUID) -> HttpResponse:
    """Show the messages of a dossier; on POST send one, or say why not with all that was typed."""
    officer = officer_of(request.user)
    case = get_case(officer, dossier_id)
    if request.method != "POST":
        if current_consultation(actor=request.user, dossier=case.dossier) is None:
            return redirect("admin:case", dossier_id=dossier_id)
        return _page(request, case)
    form = MessageForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            letter = form.letter(language=case.dossier.language)
            services.write_to_person(actor=officer, dossier_id=dossier_id, letter=letter)
        except ValidationError as refused:
            form.add_error("documents", refused)
        except DomainError as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("Votre message est envoyé."))
            return redirect("admin:case_conversation", dossier_id=dossier_id)
    open_case(actor=request.user, dossier_id=dossier_id)
    return _page(request, case, form)


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
    case = get_case(officer_of(request.user), dossier_id)
    if current_consultation(actor=request.user, dossier=case.dossier) is None:
        return redirect("admin:case", dossier_id=dossier_id)
    return hand_over(find_document(case.dossier, message_id, document_id))


def _page(request: AgentRequest, case: Case, form: MessageForm | None = None) -> HttpResponse:
    context = conversation_context(
        request,
        case.dossier,
        side=Side.SERVICE,
        reader=request.user,
        form=form,
        may_write=case.dossier.state != State.ANONYMISED,
    )
    return render(
        request, "helpdesk/cases/conversation.html", context | {"case": case}, status=422 if form else 200
    )
