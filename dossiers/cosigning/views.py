"""What who asks for signatures sees: who must sign, a corrected address, taking it back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.languages import language_of_page
from accounts.sessions.typed_forms import gives_typing_back
from dossiers.access import get_dossier
from dossiers.cosigning import services
from dossiers.cosigning.errors import CosigningRefused
from dossiers.cosigning.forms import SignatoriesForm, SignatoryForm
from dossiers.cosigning.selectors import get_signatory, title_in
from dossiers.dossier.routed import definition_for
from dossiers.filling.selectors import get_draft
from dossiers.filling.views import leave_sent_dossier
from dossiers.states import State
from dossiers.submission.errors import SubmissionRefused
from enterprises.rights.door import get_actor
from enterprises.rights.permissions import Permission
from monespace.common.forms import render_form

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse


@gives_typing_back
def request_signatures(request: HttpRequest, space: str, dossier_id: UUID) -> HttpResponse:
    """Ask who must sign and for the declarations; on POST ask these people, and lead to the dossier."""
    actor = get_actor(request, space)
    draft = get_draft(actor, dossier_id, Permission.SUBMIT_DOSSIERS)
    if request.method != "POST" and draft.dossier.state != State.DRAFT:
        return leave_sent_dossier(request, actor, draft.dossier)
    form = SignatoriesForm(draft, request.POST if request.method == "POST" or request.POST else None)
    may_ask = form.asked_any and draft.journey.is_complete and not draft.journey.exits
    if request.method != "POST" and not may_ask:
        return redirect("dossiers:review", space=space, dossier_id=dossier_id)
    problems = []
    if request.method == "POST" and form.is_valid():
        try:
            dossier = services.request_signatures(
                actor=actor,
                dossier_id=dossier_id,
                declarations=form.declarations,
                invited=form.invited,
                language=language_of_page(request),
            )
        except (SubmissionRefused, CosigningRefused) as refusal:
            problems = [refusal.message]
        else:
            page = "receipt" if dossier.submitted_at else "detail"
            return redirect(f"dossiers:{page}", space=space, dossier_id=dossier_id)
    context = {"draft": draft, "definition": draft.definition, "form": form, "problems": problems}
    status = 422 if form.errors or problems else 200
    return render(request, "dossiers/cosigning/request.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def recall(request: HttpRequest, space: str, dossier_id: UUID) -> HttpResponse:
    """Say what it means to take the signatures back; on POST do it, and lead to the draft."""
    actor = get_actor(request, space)
    dossier = get_dossier(actor, dossier_id, Permission.SUBMIT_DOSSIERS)
    if request.method == "POST":
        try:
            services.recall(actor=actor, dossier_id=dossier_id)
        except CosigningRefused as refusal:
            messages.error(request, refusal.message)
        else:
            messages.success(request, _("La demande est de nouveau un brouillon : vous pouvez la corriger."))
        return redirect("dossiers:detail", space=space, dossier_id=dossier_id)
    if dossier.state != State.AWAITING_SIGNATURES:
        return redirect("dossiers:detail", space=space, dossier_id=dossier_id)
    context = {"dossier": dossier, "definition": definition_for(dossier)}
    return render(request, "dossiers/cosigning/recall.html", context)


@gives_typing_back
def send_again(request: HttpRequest, space: str, dossier_id: UUID, signatory_id: UUID) -> HttpResponse:
    """Show the name and the address of who must sign; on POST keep them and send another link."""
    actor = get_actor(request, space)
    dossier = get_dossier(actor, dossier_id, Permission.SUBMIT_DOSSIERS)
    signatory = get_signatory(dossier, signatory_id)
    if request.method != "POST" and (signatory.signed_at or dossier.state != State.AWAITING_SIGNATURES):
        return redirect("dossiers:detail", space=space, dossier_id=dossier_id)
    typed = request.POST if request.method == "POST" or request.POST else None
    form = SignatoryForm(typed, initial={"name": signatory.name, "email": signatory.email})
    if request.method == "POST" and form.is_valid():
        try:
            services.send_again(
                actor=actor,
                dossier_id=dossier_id,
                signatory_id=signatory_id,
                name=form.cleaned_data["name"],
                email=form.cleaned_data["email"].strip().lower(),
            )
        except CosigningRefused as refusal:
            messages.error(request, refusal.message)
        else:
            said = _("Un nouveau lien est envoyé à %(email)s. Le lien précédent ne fonctionne plus.")
            messages.success(request, said % {"email": form.cleaned_data["email"].strip().lower()})
        return redirect("dossiers:detail", space=space, dossier_id=dossier_id)
    definition = definition_for(dossier)
    context = {
        "dossier": dossier,
        "definition": definition,
        "quality": title_in(definition, signatory.key, get_language()),
    }
    return render_form(request, "dossiers/cosigning/send_again.html", form, context)
