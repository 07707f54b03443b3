"""Documents of a dossier: the list, adding one, fetching one, removing one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dossiers.access import get_dossier
from dossiers.filling.attachment_services import change_attachments, change_documents, double_in_words
from dossiers.filling.selectors import find_attachment, get_draft
from dossiers.states import State
from enterprises.rights.door import get_actor
from enterprises.rights.permissions import Permission
from monespace.documents.downloads import hand_over

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import FileResponse, HttpRequest, HttpResponse


@require_http_methods(["GET", "HEAD", "POST"])
def documents(request: HttpRequest, space: str, dossier_id: UUID) -> HttpResponse:
    """List a dossier's documents; on POST add files (``file``) to a question (``step``, ``field``)."""
    actor = get_actor(request, space)
    if request.method != "POST":
        draft = get_draft(actor, dossier_id, Permission.READ_DOSSIERS)
        context = {
            "dossier": draft.dossier,
            "definition": draft.definition,
            "groups": draft.documents_by_question(),
            "may_change": draft.dossier.state == State.DRAFT and actor.can(Permission.FILL_DOSSIERS),
        }
        return render(request, "dossiers/filling/documents.html", context)
    draft = get_draft(actor, dossier_id, Permission.FILL_DOSSIERS)
    step = request.POST.get("step", "")
    question = draft.file_question(step, request.POST.get("field", ""))
    if question is not None:
        uploads = [(question, file) for file in request.FILES.getlist("file")]
        change = change_documents(actor=actor, draft=draft, step=step, leaving=[], uploads=uploads)
        refusals = change.refusals.get(question.key, [])
        for refusal in refusals:
            messages.error(request, " ".join(refusal.messages))
        for double in change.doubles:
            messages.info(request, double_in_words(*double))
        if len(uploads) > len(refusals) + len(change.doubles):
            messages.success(
                request, _("Vos documents sont enregistrés. Votre demande n’est pas encore envoyée.")
            )
    return redirect("dossiers:documents", space=space, dossier_id=dossier_id)


@require_safe
def document(request: HttpRequest, space: str, dossier_id: UUID, document_id: UUID) -> FileResponse:
    """Hand over a document that the scan found clean, to be saved, never to be shown by the site."""
    actor = get_actor(request, space)
    dossier = get_dossier(actor, dossier_id, Permission.READ_DOSSIERS)
    return hand_over(find_attachment(dossier, document_id))


@require_POST
def remove_document(request: HttpRequest, space: str, dossier_id: UUID, document_id: UUID) -> HttpResponse:
    """Take a document away from a draft; doing it twice changes nothing."""
    actor = get_actor(request, space)
    dossier = get_dossier(actor, dossier_id, Permission.FILL_DOSSIERS)
    attachment = find_attachment(dossier, document_id)
    if attachment is not None:
        change_attachments(actor=actor, dossier=dossier, leaving=[attachment], arriving=[])
        messages.success(request, _("Le document est retiré."))
    return redirect("dossiers:documents", space=space, dossier_id=dossier_id)
