"""The steps of a form and its review."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.languages import may_switch_language
from accounts.sessions.late_forms import keeps_late_form
from dossiers.engine.checks import MACHINERY
from dossiers.filling.errors import NoLongerDraft
from dossiers.filling.forms import DeclarationsForm
from dossiers.filling.review import review_context
from dossiers.filling.selectors import get_draft
from dossiers.filling.wizard import StepWizard
from dossiers.states import State
from enterprises.rights.door import get_actor
from enterprises.rights.permissions import Permission
from monespace.common.errors import NotVisible

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

    from dossiers.following.models import Dossier
    from enterprises.rights.actor import Actor


@require_safe
def resume(request: HttpRequest, space: str, dossier_id: UUID) -> HttpResponse:
    """Lead to the step to go on with, or to the review when nothing is missing."""
    actor = get_actor(request, space)
    draft = get_draft(actor, dossier_id, Permission.FILL_DOSSIERS)
    if draft.dossier.state != State.DRAFT:
        return leave_sent_dossier(request, actor, draft.dossier)
    step = draft.step_to_resume
    if step is None:
        return redirect("dossiers:review", space=space, dossier_id=dossier_id)
    return redirect("dossiers:step", space=space, dossier_id=dossier_id, step=step)


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
    return JsonResponse({"asked": sorted(draft.form(step, request.POST).asked)})


@require_safe
def review(request: HttpRequest, space: str, dossier_id: UUID) -> HttpResponse:
    """Show all answers before sending."""
    actor = get_actor(request, space)
    draft = get_draft(actor, dossier_id, Permission.FILL_DOSSIERS)
    if draft.dossier.state != State.DRAFT:
        return leave_sent_dossier(request, actor, draft.dossier)
    form = DeclarationsForm(draft.definition)
    return render(request, "dossiers/filling/review.html", review_context(actor, draft, form))


def leave_sent_dossier(request: HttpRequest, actor: Actor, dossier: Dossier) -> HttpResponse:
    """Lead to the dossier's page, where what was sent can be read."""
    messages.warning(request, NoLongerDraft.message)
    return redirect("dossiers:detail", space=actor.space.key, dossier_id=dossier.pk)
