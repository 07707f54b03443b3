"""The SAML service provider's addresses to sign in; nothing is written before an answer is found ours."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import transaction
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, resolve_url
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST, require_safe

from accounts.languages import remember_language
from accounts.levels import METHOD_LEVELS, Method
from accounts.next_url import safe_next
from accounts.saml.flow.arrival import arrive
from accounts.saml.flow.pages import keep_refused_message, keep_refused_person, refusal_page
from accounts.saml.flow.pending import forget, pending_for
from accounts.saml.flow.provider import FederalProvider
from accounts.saml.flow.services import accept_answer
from accounts.saml.metadata.service_provider import own_metadata
from accounts.saml.protocol.refusals import Refusal, Refused
from accounts.saml.response import answers
from accounts.saml.response.reading import read
from accounts.sessions.new_device import recognise
from accounts.sign_in import asked_level, asks_fresh
from monespace.common.authors import SYSTEM
from monespace.common.clients import client_address
from monespace.common.rate_limits import consume

if TYPE_CHECKING:
    from django.http import HttpRequest

    from accounts.saml.flow.pending import PendingRequest
    from accounts.saml.response.answers import Answer


@require_GET
@login_not_required
@never_cache
def login(request: HttpRequest) -> HttpResponse:
    """Send the browser to the federation, for the means chosen and at least the level asked."""
    method = request.GET.get("method", "")
    if method not in set(Method):
        return redirect("accounts:sign_in")
    consume("sign_in_begin", client_address(request))
    level = max(METHOD_LEVELS[Method(method)], asked_level(request))
    try:
        return FederalProvider.of(request).redirect(
            request, level=level, force=asks_fresh(request), next_url=safe_next(request)
        )
    except Refused as refused:
        return refusal_page(request, refused, next_url=safe_next(request))


@require_POST
@login_not_required
@csrf_exempt
@never_cache
def acs(request: HttpRequest) -> HttpResponse:
    """Verify what the federation's page posts, then go on from our own origin, where our cookies are sent."""
    consume("sign_in_answer", client_address(request))
    try:
        answer = read(request.POST.get("SAMLResponse", ""))
    except Refused as refused:
        keep_refused_message(request, refused)
        return refusal_page(request, refused)
    response = HttpResponseRedirect(reverse("accounts:saml_acs_finish"), status=303)
    answers.hand_over(response, answer)
    return response


@require_GET
@login_not_required
@never_cache
def finish(request: HttpRequest) -> HttpResponse:
    """End the sign-in that this browser began: the session starts here, under a new key."""
    answer = answers.received(request)
    if answer is None and request.user.is_authenticated:
        return redirect(settings.LOGIN_REDIRECT_URL)
    pending = pending_for(request, answer.request_id) if answer else None
    if answer is None or pending is None:
        response = _refuse(request, Refused(Refusal.UNKNOWN_REQUEST, "pending"), answer)
    else:
        response = _conclude(request, answer, pending)
    answers.drop(response)
    return response


def _conclude(request: HttpRequest, answer: Answer, pending: PendingRequest) -> HttpResponse:
    """Bring the person in, on a session that says how they signed in and nothing about who they are."""
    try:
        with transaction.atomic():  # a sign-in counts as one only once its session stands
            signed_in = accept_answer(actor=SYSTEM, answer=answer, pending=pending)
            goes_on = arrive(request, signed_in, answer, begun_by=pending.begun_by)
    except Refused as refused:
        return _refuse(request, refused, answer, next_url=pending.next)
    next_url = pending.next if goes_on else ""
    response = HttpResponseRedirect(next_url or resolve_url(settings.LOGIN_REDIRECT_URL))
    remember_language(response, signed_in.user.language)
    recognise(request, response, signed_in)
    forget(response, pending)
    return response


def _refuse(
    request: HttpRequest, refused: Refused, answer: Answer | None, *, next_url: str = ""
) -> HttpResponse:
    """Refuse to go on; the journal keeps it when the answer names a person, as only the federation can."""
    if answer and answer.national_number:
        keep_refused_person(answer, refused)
    return refusal_page(request, refused, next_url=next_url)


@require_safe
@login_not_required
@never_cache
def metadata(request: HttpRequest) -> HttpResponse:
    """Describe this service provider to the federation."""
    return HttpResponse(own_metadata(), content_type="application/samlmetadata+xml")
