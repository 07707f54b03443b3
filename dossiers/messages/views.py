"""Conversations of a space, and that of one dossier: read, answered, marked as read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.languages import language_of_page
from accounts.sessions.typed_forms import gives_typing_back
from dossiers.access import get_dossier
from dossiers.dossier.rows import rows_of
from dossiers.messages import selectors, services
from dossiers.messages.errors import ConversationClosed
from dossiers.messages.forms import MessageForm, ReadForm
from dossiers.messages.models import Side
from dossiers.messages.pages import conversation_context
from dossiers.messages.standing import Standing, standing_of
from enterprises.rights.checks import explain, require
from enterprises.rights.door import get_actor
from enterprises.rights.permissions import Permission
from monespace.common.errors import DomainError, Forbidden
from monespace.documents.downloads import hand_over
from monespace.lists.paging import page_of

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import FileResponse, HttpRequest, HttpResponse

    from dossiers.dossier.models import Dossier
    from enterprises.rights.actor import Actor


@require_safe
def conversations(request: HttpRequest, space: str) -> HttpResponse:
    """List the dossiers with messages, those with unread ones first."""
    actor = get_actor(request, space)
    require(actor, Permission.READ_DOSSIERS)
    page = page_of(request, selectors.conversations(actor))
    context = {"page": page.showing(rows_of(actor, page.rows))}
    return render(request, "dossiers/messages/conversations.html", context)


@gives_typing_back
def conversation(request: HttpRequest, space: str, dossier_id: UUID) -> HttpResponse:
    """Show the messages of a sent dossier; on POST send one, or say why not with all that was typed."""
    actor = get_actor(request, space)
    dossier = get_dossier(actor, dossier_id, Permission.READ_DOSSIERS)
    if dossier.submitted_at is None:
        return redirect("dossiers:detail", space=space, dossier_id=dossier_id)
    form = MessageForm(request.POST, request.FILES) if request.POST else None
    refusal: DomainError | None = None
    if request.method == "POST" and form and form.is_valid():
        try:
            letter = form.letter(language=language_of_page(request))
            services.write_to_service(actor=actor, dossier_id=dossier_id, letter=letter)
        except ValidationError as refused:
            form.add_error("documents", refused)
        except (ConversationClosed, Forbidden) as closed:
            refusal = closed
        else:
            messages.success(request, _("Votre message est envoyé au service compétent."))
            return redirect("dossiers:conversation", space=space, dossier_id=dossier_id)
    context = _context(request, actor, dossier, form) | {"errors": [refusal.message] if refusal else []}
    status = refusal.status if refusal else 422 if form and form.errors else 200
    return render(request, "dossiers/messages/conversation.html", context, status=status)


def _context(
    request: HttpRequest, actor: Actor, dossier: Dossier, form: MessageForm | None
) -> dict[str, object]:
    """Return what the page shows: the messages, and the form unless nothing can be written."""
    standing, until = standing_of(dossier)
    explanation = explain(actor, Permission.FILL_DOSSIERS)
    may_write = explanation.allowed and standing is Standing.OPEN
    context = conversation_context(
        request, dossier, side=Side.PERSON, reader=actor.user, form=form, may_write=may_write
    )
    return context | {
        "may_mark": explanation.allowed and context["may_mark"],
        "may_write": may_write,
        "no_right": "" if explanation.allowed else explanation.reason,
        "standing": standing.name,
        "open_until": until if may_write else None,
    }


@require_POST
def mark_read(request: HttpRequest, space: str, dossier_id: UUID) -> HttpResponse:
    """Mark the service's messages as read, up to the last one that the page showed."""
    actor = get_actor(request, space)
    get_dossier(actor, dossier_id, Permission.FILL_DOSSIERS)
    form = ReadForm(request.POST)
    if form.is_valid():
        services.mark_read(actor=actor, dossier_id=dossier_id, **form.cleaned_data)
    return redirect("dossiers:conversation", space=space, dossier_id=dossier_id)


@require_safe
def message_document(
    request: HttpRequest, space: str, dossier_id: UUID, message_id: UUID, document_id: UUID
) -> FileResponse:
    """Hand a document of a message over, to be saved, once the scan found it clean."""
    actor = get_actor(request, space)
    dossier = get_dossier(actor, dossier_id, Permission.READ_DOSSIERS)
    return hand_over(selectors.find_document(dossier, message_id, document_id))
