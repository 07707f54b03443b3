"""The page of an invitation: GET shows, POST accepts or declines, each refusal is its own page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from accounts.languages import remember_language
from accounts.sessions.typed_forms import gives_typing_back
from accounts.step_up import sign_in_url
from enterprises.invitations.answer_services import accept_invitation, decline_invitation
from enterprises.invitations.closed import CLOSED_PAGES, AcceptanceRefusal, acceptance_refusal
from enterprises.invitations.errors import InvitationClosed
from enterprises.invitations.forms import AnswerForm
from enterprises.invitations.models import is_meant
from enterprises.invitations.selectors import invitation_of
from enterprises.rights.actor import Space
from enterprises.rights.permissions import rights_of_role

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from accounts.models import User
    from enterprises.invitations.models import Invitation


@login_not_required
@never_cache
@gives_typing_back
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Show the invitation of a link, or take the answer; who accepts signs in first."""
    if request.method == "POST":
        return answer(request, token)
    found = invitation_of(token)
    if found is None:
        return closed(request, AcceptanceRefusal.UNKNOWN, None)
    user = request.user if request.user.is_authenticated else None
    reason = acceptance_refusal(found, user)
    if settings.LANGUAGE_COOKIE_NAME in request.COOKIES:
        return closed(request, reason, found) if reason else shown(request, found, user)
    with translation.override(found.language):
        response = closed(request, reason, found) if reason else shown(request, found, user)
    response["Content-Language"] = found.language
    remember_language(response, found.language)
    return response


def answer(request: HttpRequest, token: str) -> HttpResponse:
    """Accept as who is signed in, or decline."""
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return redirect("enterprises:invitation", token=token)
    try:
        if form.cleaned_data["answer"] == "decline":
            user = request.user if request.user.is_authenticated else None
            decline_invitation(actor=user, token=token, reason=form.cleaned_data["reason"])
            return render(request, "enterprises/invitations/declined.html")
        if not request.user.is_authenticated:
            return redirect(sign_in_url(request.path))
        accepted = accept_invitation(actor=request.user, token=token)
    except InvitationClosed as refusal:
        return closed(request, refusal.reason, invitation_of(token))
    if accepted.membership is None or accepted.membership.ended_at:
        return redirect("enterprises:invitation", token=token)
    said = _("Bienvenue : vous avez maintenant accès à l’espace de %(enterprise)s.")
    messages.success(request, said % {"enterprise": accepted.enterprise.display_name})
    return redirect(Space(enterprise=accepted.enterprise).url)


def shown(request: HttpRequest, found: Invitation, user: User | None) -> HttpResponse:
    """Show who invites, where, for what and until when."""
    context = {
        "invitation": found,
        "rights": rights_of_role(found.role),
        "sign_in_url": sign_in_url(request.path),
        "reason": request.POST.get("reason", ""),
        "is_doubtful": user is not None and not is_meant(found, user),
    }
    return render(request, "enterprises/invitations/invitation.html", context)


def closed(request: HttpRequest, reason: AcceptanceRefusal, found: Invitation | None) -> HttpResponse:
    """Say why the invitation cannot be accepted, and what to do."""
    page = CLOSED_PAGES[reason]
    context = {
        "page": page,
        "enterprise": found.enterprise if found else None,
        "space_url": Space(enterprise=found.enterprise).url if found and page.leads_to_space else "",
    }
    return render(request, "enterprises/invitations/closed.html", context, status=page.status)
