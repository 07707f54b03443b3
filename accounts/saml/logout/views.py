"""The address of logout messages: the federation ends sessions of ours, or answers that it ended its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import structlog
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponseRedirect
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from accounts.saml.flow.pages import keep_refused_message, refusal_page
from accounts.saml.logout import pending
from accounts.saml.logout.messages import LogoutRequest, read, written_response
from accounts.saml.logout.pending import SignedOut
from accounts.saml.logout.services import end_named_sessions
from accounts.saml.metadata.identity_provider import identity_provider
from accounts.saml.metadata.service_provider import signing_key
from accounts.saml.protocol.redirect_binding import RESPONSE, address
from accounts.saml.protocol.refusals import Refusal, Refused
from monespace.common.authors import SYSTEM

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from accounts.saml.logout.messages import LogoutResponse

log = structlog.get_logger(__name__)


@require_GET
@login_not_required
@never_cache
def sls(request: HttpRequest) -> HttpResponse:
    """Do what a verified message says; the binding knows GET only, so this one ends sessions (ADR 0023)."""
    try:
        message = read(request.META.get("QUERY_STRING", ""))
        if isinstance(message, LogoutRequest):
            end_named_sessions(actor=SYSTEM, asked=message)
            return _answer(message)
        return _conclude(request, message)
    except Refused as refused:
        keep_refused_message(request, refused)
        return refusal_page(request, refused)


def _answer(asked: LogoutRequest) -> HttpResponse:
    """Tell the federation that the sessions are over; the person, if there is nowhere to tell it."""
    idp: dict[str, Any] = identity_provider()
    service = idp["singleLogoutService"]
    destination = service.get("responseUrl") or service.get("url")
    if not destination:
        return redirect("accounts:sign_out")
    message = written_response(destination=destination, request_id=asked.id)
    return HttpResponseRedirect(
        address(destination, RESPONSE, message, relay_state=asked.relay_state, key=signing_key())
    )


def _conclude(request: HttpRequest, answer: LogoutResponse) -> HttpResponse:
    """Show what became of the sign-out that this browser began; our own session ended before it."""
    begun = pending.recalled(request)
    if not begun.request_id or begun.request_id != answer.request_id:
        raise Refused(Refusal.INVALID_LOGOUT, "pending")
    response = redirect("accounts:sign_out")
    if answer.is_complete and begun.names_all:
        pending.remember(response, SignedOut(is_complete=True))
    else:
        log.warning("federal_logout_incomplete")
        pending.forget(response)
    return response
