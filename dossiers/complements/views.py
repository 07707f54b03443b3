"""The page of a request, the steps of the answer, its review and its sending."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.languages import may_switch_language
from accounts.sessions.late_forms import keeps_late_form, kept_values
from dossiers.access import get_dossier
from dossiers.complements import answering
from dossiers.complements.difference import Version, difference, version_of
from dossiers.complements.drafts import get_complement_draft
from dossiers.complements.errors import RequestOver
from dossiers.complements.history import changes_of
from dossiers.complements.selectors import request_of, shown
from dossiers.complements.wizard import ComplementWizard
from dossiers.engine.checks import MACHINERY
from dossiers.filling.forms import PREFIX, DeclarationsForm
from dossiers.filling.models import Attachment
from dossiers.filling.review import obstacles, way_back
from dossiers.filling.uploads.answers import change_question, told_in_json
from dossiers.receipts.selectors import document_of, submissions_of
from dossiers.submission.errors import SubmissionRefused
from dossiers.submission.services import documents_manifest
from enterprises.rights.checks import explain
from enterprises.rights.door import get_actor
from enterprises.rights.permissions import Permission
from monespace.common.errors import NotVisible
from monespace.sealing.downloads import hand_over

if TYPE_CHECKING:
    from collections.abc import Mapping
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse
    from django.http.response import HttpResponseBase

    from dossiers.complements.draft import ComplementDraft
    from enterprises.rights.actor import Actor


@require_safe
def complement(request: HttpRequest, space: str, dossier_id: UUID, request_id: UUID) -> HttpResponse:
    """Say what is asked and until when, and lead to the answer; or what became of it."""
    actor = get_actor(request, space)
    draft = get_complement_draft(actor, dossier_id, request_id, Permission.READ_DOSSIERS)
    if draft.request.is_awaited:
        return render(request, "dossiers/complements/complement.html", page_context(actor, draft))
    return show_ended(request, actor, draft)


@keeps_late_form(aside=MACHINERY)
@require_http_methods(["GET", "HEAD", "POST"])
@may_switch_language
def complement_step(
    request: HttpRequest, space: str, dossier_id: UUID, request_id: UUID, step: str
) -> HttpResponse:
    """Show a step of the answer, or save it and go on; what is posted is kept at any level."""
    actor = get_actor(request, space)
    is_post = request.method == "POST"
    draft = get_complement_draft(
        actor, dossier_id, request_id, Permission.FILL_DOSSIERS, at_any_level=is_post
    )
    if not draft.opens_step(step):
        raise NotVisible
    if draft.request.is_awaited:
        try:
            return ComplementWizard.as_view(actor=actor, draft=draft)(request, step=step)
        except RequestOver:
            pass  # it ended while this page was sent
    typed = request.POST if is_post else kept_values(request)
    if typed is None:
        return leave(request, space, draft)
    now = get_complement_draft(actor, dossier_id, request_id, Permission.FILL_DOSSIERS)
    return show_ended(request, actor, now, step, now.values_to_save(step, now.form(step, typed)))


@require_POST
def complement_questions(
    request: HttpRequest, space: str, dossier_id: UUID, request_id: UUID, step: str
) -> JsonResponse:
    """Say which fields the page of a step shows for what is typed on it; nothing is written."""
    actor = get_actor(request, space)
    draft = get_complement_draft(actor, dossier_id, request_id, Permission.FILL_DOSSIERS)
    if not draft.request.is_awaited:
        raise RequestOver
    if not draft.opens_step(step):
        raise NotVisible
    form = draft.form(step, request.POST)
    return JsonResponse({"asked": sorted(key for key in form.asked if draft.opens(step, key))})


@require_POST
@told_in_json
def complement_documents(
    request: HttpRequest, space: str, dossier_id: UUID, request_id: UUID, step: str
) -> JsonResponse:
    """Add a document to a question that the request opens, or take one away, for a script."""
    actor = get_actor(request, space)
    draft = get_complement_draft(actor, dossier_id, request_id, Permission.FILL_DOSSIERS)
    hold = partial(answering.hold_documents, actor=actor, request=draft.request)
    return change_question(request, actor=actor, draft=draft, step=step, hold=hold)


@require_safe
def complement_review(request: HttpRequest, space: str, dossier_id: UUID, request_id: UUID) -> HttpResponse:
    """Show what changes, before it is sent."""
    actor = get_actor(request, space)
    draft = get_complement_draft(actor, dossier_id, request_id, Permission.FILL_DOSSIERS)
    if not draft.request.is_awaited:
        return leave(request, space, draft)
    context = review_context(actor, draft, DeclarationsForm(draft.journey))
    return render(request, "dossiers/complements/review.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def send_complement(request: HttpRequest, space: str, dossier_id: UUID, request_id: UUID) -> HttpResponse:
    """Send the answer and go to the dossier; visiting the address only leads back to the review."""
    actor = get_actor(request, space)
    draft = get_complement_draft(actor, dossier_id, request_id, Permission.READ_DOSSIERS)
    if request.method != "POST":
        return redirect("dossiers:complement_review", **address_of(space, draft))
    accepted = [name.removeprefix(PREFIX) for name in request.POST if name.startswith(PREFIX)]
    try:
        answering.answer(actor=actor, dossier_id=dossier_id, request_id=request_id, declarations=accepted)
    except RequestOver:
        return leave(request, space, draft)
    except SubmissionRefused as refusal:
        form = DeclarationsForm(draft.journey, request.POST)
        context = review_context(actor, draft, form, problems=[refusal.message])
        return render(request, "dossiers/complements/review.html", context, status=refusal.status)
    messages.success(request, _("Votre complément est envoyé au service compétent."))
    return redirect("dossiers:detail", space=space, dossier_id=dossier_id)


@require_safe
def complement_receipt(
    request: HttpRequest, space: str, dossier_id: UUID, request_id: UUID
) -> HttpResponseBase:
    """Hand over the sealed receipt of the answer; while there is none, lead back to the request."""
    actor = get_actor(request, space)
    dossier = get_dossier(actor, dossier_id, Permission.READ_DOSSIERS)
    answer = request_of(dossier, request_id).answer
    document = document_of(dossier, number=answer.number) if answer else None
    if answer and document:
        return hand_over(document, name=f"{dossier.reference}-{answer.number}.pdf")
    if answer:
        messages.info(
            request, _("L’accusé du complément est prêt en quelques secondes. Réessayez dans un instant.")
        )
    return redirect("dossiers:complement", space=space, dossier_id=dossier_id, request_id=request_id)


def page_context(actor: Actor, draft: ComplementDraft) -> dict[str, Any]:
    """Return what the page of a request shows, whether it waits or has ended."""
    return {
        "draft": draft,
        "definition": draft.definition,
        "dossier": draft.dossier,
        "asked": shown(draft.request, draft.definition),
        "is_open": draft.request.is_awaited,
        "may_fill": explain(actor, Permission.FILL_DOSSIERS),
        "first_step": draft.open_steps[0].key if draft.open_steps else None,
    }


def show_ended(
    request: HttpRequest,
    actor: Actor,
    draft: ComplementDraft,
    step: str = "",
    values: Mapping[str, Any] | None = None,
) -> HttpResponse:
    """Say what became of a request, and show what was prepared and not sent, ``values`` of ``step`` too."""
    submissions = submissions_of(draft.dossier) if draft.request.answer_id else []
    context = {
        **page_context(actor, draft),
        "changes": changes_of(draft.request, submissions, draft.definition),
        "prepared": draft.prepared(step, values),
        "just_typed": bool(values),
    }
    if values:
        messages.warning(request, RequestOver.message)
    status = RequestOver.status if values else 200
    return render(request, "dossiers/complements/complement.html", context, status=status)


def leave(request: HttpRequest, space: str, draft: ComplementDraft) -> HttpResponse:
    """Lead to the page of the request, which says what became of it."""
    messages.warning(request, RequestOver.message)
    return redirect("dossiers:complement", **address_of(space, draft))


def address_of(space: str, draft: ComplementDraft) -> dict[str, Any]:
    """Return what the addresses of a request are made of."""
    return {"space": space, "dossier_id": draft.dossier.pk, "request_id": draft.request.pk}


def address_of_answer(actor: Actor, draft: ComplementDraft, step: str, field: str) -> str | None:
    """Return where an answer, or an answer of the step, is changed; None where the request opens none."""
    if step not in {one.key for one in draft.open_steps} or (field and not draft.opens(step, field)):
        return None
    address = {**address_of(actor.space.key, draft), "step": step}
    return way_back(reverse("dossiers:complement_step", kwargs=address), field)


def review_context(
    actor: Actor, draft: ComplementDraft, form: DeclarationsForm, **extra: Any
) -> dict[str, Any]:
    """Return what changes, what is missing, and whether the actor may send."""
    files = draft.asked_attachments
    now = Version(draft.journey, documents_manifest(attachments=files))
    before = version_of(submissions_of(draft.dossier)[-1], draft.definition)
    incomplete = list(obstacles(draft.journey, partial(address_of_answer, actor, draft)))
    return {
        "draft": draft,
        "form": form,
        "asked": shown(draft.request, draft.definition),
        "changes": difference(before, now, get_language() or draft.dossier.language),
        "incomplete": incomplete,
        "is_stuck": any(one.address is None for one in incomplete),
        "steps": draft.open_steps,
        "is_pending": Attachment.Scan.PENDING in {one.scan for one in files},
        "submission": explain(actor, Permission.SUBMIT_DOSSIERS),
        "problems": (),
        **extra,
    }
