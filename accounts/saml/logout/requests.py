"""Takes a browser whose session has just ended to the federation, to end what it stood on there too."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import structlog
from django.shortcuts import redirect, render

from accounts.saml.federal_sessions.models import FederalSession
from accounts.saml.flow.provider import RELAY_STATE
from accounts.saml.logout import pending
from accounts.saml.logout.messages import new_id, written_request
from accounts.saml.logout.pending import SignedOut
from accounts.saml.metadata.identity_provider import identity_provider
from accounts.saml.metadata.service_provider import signing_key
from accounts.saml.protocol.redirect_binding import REQUEST, address
from accounts.saml.protocol.refusals import Refused
from accounts.sessions.store import session_of
from monespace.common.crypto import Undecryptable, decrypt

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from accounts.saml.federal_sessions.names import FederalName

log = structlog.get_logger(__name__)


class Standing(NamedTuple):
    """What a request can name of the federation's sessions: one name, its indexes; whether that is all."""

    name: FederalName
    indexes: list[str]
    is_all: bool


def standing_of(request: HttpRequest) -> Standing | None:
    """Return what a signed-in browser's session stands on, by its latest name; None if nothing is known."""
    row = session_of(request).row
    if row is None:
        return None
    try:
        held = [(one.name, decrypt(one.encrypted_index)) for one in FederalSession.objects.under(row.pk)]
    except Undecryptable:
        log.warning("federal_session_unreadable")
        return None
    if not held:
        return None
    latest = held[0][0]
    indexes = [index for name, index in held if name == latest]
    return Standing(latest, indexes, is_all=len(indexes) == len(held))


def leave(request: HttpRequest, standing: Standing | None) -> HttpResponse:
    """Lead to the federation's logout service, or at once to the page that says what may remain.

    The way there is a page that goes on by itself, no redirect: a form leads where ``form-action`` lets it,
    through every redirect, and the federation leads on to sites that we do not know (ADR 0023).
    """
    try:
        url = _logout_url() if standing else ""
    except Refused as refused:
        log.warning("federal_logout_not_asked", rule=refused.rule)
        url = ""
    if standing is None or not url:
        response = redirect("accounts:sign_out")
        pending.forget(response)
        return response
    request_id = new_id()
    message = written_request(id=request_id, destination=url, name=standing.name, indexes=standing.indexes)
    there = address(url, REQUEST, message, relay_state=RELAY_STATE, key=signing_key())
    page = render(request, "accounts/leaving.html", {"url": there})
    pending.remember(page, SignedOut(request_id=request_id, names_all=standing.is_all))
    return page


def _logout_url() -> str:
    """Return where the identity provider takes logout requests, nothing if it does not."""
    idp: dict[str, Any] = identity_provider()
    return str(idp["singleLogoutService"].get("url", ""))
