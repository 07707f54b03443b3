"""The steps of a form, its review and its documents: the list, adding, fetching and removing one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.languages import may_switch_language
from accounts.sessions.late_forms import keeps_late_form
from dossiers.access import get_dossier
from dossiers.engine.checks import MACHINERY
from dossiers.filling.attachment_services import change_attachments, change_documents, double_in_words
from dossiers.filling.errors import NoLongerDraft, why_no_draft
from dossiers.filling.exits import met_exits
from dossiers.filling.forms import DeclarationsForm
from dossiers.filling.review import review_context
from dossiers.filling.selectors import find_attachment, get_draft
from dossiers.filling.wizard import StepWizard
from dossiers.states import State
from enterprises.rights.door import get_actor
from enterprises.rights.permissions import Permission
from monespace.common.errors import NotVisible
from monespace.documents.downloads import hand_over

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import FileResponse, HttpRequest, HttpResponse

    from dossiers.dossier.models import Dossier
    from enterprises.rights.actor import Actor


@require_safe
def resume(request: HttpRequest, space: str, dossier_id: UUID) -> HttpResponse:
    """Lead to the step to go on with, to the input where somebody stopped, or to the review."""
    actor = get_actor(request, space)
    draft = get_draft(actor, dossier_id, Permission.FILL_DOSSIERS)
    if draft.dossier.state != State.DRAFT:
        return leave_sent_dossier(request, actor, draft.dossier)
    step, typed = draft.step_to_resume, draft.typed_last
    if draft.journey.exits and typed is None:
        return redirect("dossiers:no_right", space=space, dossier_id=dossier_id)
    if step is None:
        return redirect("dossiers:review", space=space, dossier_id=dossier_id)
    address = reverse("dossiers:step", kwargs={"space": space, "dossier_id": dossier_id, "step": step})
    return redirect(address + (typed.typed_in if typed else ""))


@keeps_late_form(aside=MACHINERY)
@require_http_methods(["GET", "HEAD", "POST"])
@may_switch_language
def step(request: HttpRequest, space: str, dossier_id: UUID, step: str) -> HttpResponse:
    """Show a step of the form, or save it and go on; what is posted is kept at any level."""
    actor = get_actor(request, space)
    is_post = request.method == "POST"
    draft = get_draft(actor, dossier_id, Permission.FILL_DOSSIERS, at_any_level=is_post)
    if draft.dossier.state != State.DRAFT:
        return leave_sent_dossier(request, actor, draft.dossier)
    if draft.definition.step(step) is None:
        raise NotVisible
    try:
        return StepWizard.as_view(actor=actor, draft=draft)(request, step=step)
    except NoLongerDraft:
        return leave_sent_dossier(request, actor, draft.dossier)


@require_POST
def questions(request: HttpRequest, space: str, dossier_id: UUID, step: str) -> JsonResponse:
    """Say which fields the page of a step shows for what is typed on it; nothing is written (ADR 0050)."""
    draft = get_draft(get_actor(request, space), dossier_id, Permission.FILL_DOSSIERS)
    if draft.dossier.state != State.DRAFT:
        raise NoLongerDraft
    if draft.definition.step(step) is None:
        raise NotVisible
    form = draft.form(step, request.POST)
    return JsonResponse({"asked": sorted(form.asked), "calculated": form.calculated})


@require_safe
def no_right(request: HttpRequest, space: str, dossier_id: UUID) -> HttpResponse:
    """Say why the answers give no right, and what the person may do: change them, or another way."""
    actor = get_actor(request, space)
    draft = get_draft(actor, dossier_id, Permission.FILL_DOSSIERS)
    if draft.dossier.state != State.DRAFT:
        return leave_sent_dossier(request, actor, draft.dossier)
    exits = met_exits(actor, draft)
    if not exits:
        return redirect("dossiers:resume", space=space, dossier_id=dossier_id)
    return render(request, "dossiers/filling/no_right.html", {"draft": draft, "exits": exits})


@require_safe
def review(request: HttpRequest, space: str, dossier_id: UUID) -> HttpResponse:
    """Show all answers before sending."""
    actor = get_actor(request, space)
    draft = get_draft(actor, dossier_id, Permission.FILL_DOSSIERS)
    if draft.dossier.state != State.DRAFT:
        return leave_sent_dossier(request, actor, draft.dossier)
    form = DeclarationsForm(draft.journey)
    return render(request, "dossiers/filling/review.html", review_context(actor, draft, form))


def leave_sent_dossier(request: HttpRequest, actor: Actor, dossier: Dossier) -> HttpResponse:
    """Lead to the dossier's page, where what was sent, or is to be signed, can be read."""
    messages.warning(request, why_no_draft(dossier).message)
    return redirect("dossiers:detail", space=actor.space.key, dossier_id=dossier.pk)


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
    draft = get_draft(actor, dossier_id, Permission.FILL_DOSSIERS)
    attachment = find_attachment(draft.dossier, document_id)
    if attachment is not None:
        change_attachments(actor=actor, draft=draft, leaving=[attachment], arriving=[])
        messages.success(request, _("Le document est retiré."))
    return redirect("dossiers:documents", space=space, dossier_id=dossier_id)
