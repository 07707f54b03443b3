"""What who signs sees: the request of a link, before and after signing in, and what they signed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.languages import remember_language
from accounts.sessions.typed_forms import gives_typing_back
from accounts.step_up import sign_in_url
from dossiers.catalogue.published import definition_of
from dossiers.cosigning import answer_services, document_services
from dossiers.cosigning.closed import CLOSED_PAGES, SigningRefusal, signing_refusal
from dossiers.cosigning.errors import SigningClosed
from dossiers.cosigning.forms import AnswerForm
from dossiers.cosigning.selectors import (
    get_signature,
    rows_of,
    signatory_of,
    signatures_of,
    signing_context,
)
from enterprises.rights.actor import CITIZEN_KEY
from enterprises.rights.door import get_actor
from monespace.common.levels import Level
from monespace.documents.downloads import hand_over
from monespace.lists.paging import page_of

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse
    from django.http.response import HttpResponseBase

    from dossiers.cosigning.models import Signatory


@login_not_required
@never_cache
@gives_typing_back
def sign(request: HttpRequest, token: str) -> HttpResponse:
    """Show what is to be signed, once who opens the link has identified; on POST take the answer."""
    if request.method == "POST" and request.user.is_authenticated:
        return answer(request, token)
    found = signatory_of(token)
    if found is None:
        return closed(request, SigningRefusal.UNKNOWN)
    user = request.user if request.user.is_authenticated else None
    if user is not None and found.signed_by_id == user.pk:
        return redirect("dossiers:signature", signatory_id=found.pk)
    if settings.LANGUAGE_COOKIE_NAME in request.COOKIES:
        return shown(request, found, token)
    with translation.override(found.request.language):
        response = shown(request, found, token)
    response["Content-Language"] = found.request.language
    remember_language(response, found.request.language)
    return response


def shown(request: HttpRequest, found: Signatory, token: str) -> HttpResponse:
    """Show a visitor who asks and how to go on; the person meant, all that they would sign."""
    user = request.user if request.user.is_authenticated else None
    if reason := signing_refusal(found, user):
        return closed(request, reason)
    if user is None:
        context = {
            "signatory": found,
            "definition": definition_of(found.request.dossier.demarche_version_id),
            "sign_in_url": sign_in_url(request.path, level=Level(found.level)),
        }
        return render(request, "dossiers/cosigning/identify.html", context)
    answer_services.require_signatory(actor=get_actor(request, CITIZEN_KEY), signatory=found)
    context = signing_context(found, get_language())
    context |= {"token": token, "reason": request.POST.get("reason", "")}
    return render(request, "dossiers/cosigning/sign.html", context)


def answer(request: HttpRequest, token: str) -> HttpResponse:
    """Sign or decline as who is signed in."""
    actor = get_actor(request, CITIZEN_KEY)
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return redirect("dossiers:sign", token=token)
    try:
        if form.cleaned_data["answer"] == "decline":
            refused = answer_services.decline(actor=actor, token=token, reason=form.cleaned_data["reason"])
            context = {"gave_reason": bool(refused.decline_reason)}
            return render(request, "dossiers/cosigning/declined.html", context)
        signed = answer_services.sign(actor=actor, token=token, content_sha256=form.cleaned_data["content"])
    except SigningClosed as refusal:
        return closed(request, refusal.reason)
    messages.success(request, _("Votre signature est enregistrée."))
    return redirect("dossiers:signature", signatory_id=signed.pk)


def closed(request: HttpRequest, reason: SigningRefusal) -> HttpResponse:
    """Say why the person cannot sign, and what to do."""
    page = CLOSED_PAGES[reason]
    return render(request, "dossiers/cosigning/closed.html", {"page": page}, status=page.status)


@require_POST
def document_to_sign(request: HttpRequest, token: str, document_id: UUID) -> HttpResponseBase:
    """Hand a document over to who is asked to sign; that they opened it is kept."""
    actor = get_actor(request, CITIZEN_KEY)
    try:
        return hand_over(document_services.open_to_sign(actor=actor, token=token, document_id=document_id))
    except SigningClosed as refusal:
        return closed(request, refusal.reason)


@require_safe
def signatures(request: HttpRequest) -> HttpResponse:
    """List what the person signed for others."""
    actor = get_actor(request, CITIZEN_KEY)
    page = page_of(request, signatures_of(actor.user))
    context = {"page": page, "rows": rows_of(page.rows, get_language())}
    return render(request, "dossiers/cosigning/signatures.html", context)


@require_safe
def signature(request: HttpRequest, signatory_id: UUID) -> HttpResponse:
    """Show what the person signed, and what became of it."""
    actor = get_actor(request, CITIZEN_KEY)
    signed = get_signature(actor.user, signatory_id)
    answer_services.require_level(actor=actor, signatory=signed)
    return render(request, "dossiers/cosigning/signature.html", signing_context(signed, get_language()))


@require_POST
def signed_document(request: HttpRequest, signatory_id: UUID, document_id: UUID) -> HttpResponseBase:
    """Hand a document of what the person signed over to them; that they opened it is kept."""
    actor = get_actor(request, CITIZEN_KEY)
    return hand_over(
        document_services.open_signed(actor=actor, signatory_id=signatory_id, document_id=document_id)
    )
