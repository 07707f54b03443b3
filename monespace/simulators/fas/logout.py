"""Single logout at the simulated federation: asked for by the portal, or from here, everywhere at once."""

from __future__ import annotations

import base64
import zlib
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import xmlsec
from django.http import HttpResponseRedirect
from django.shortcuts import redirect, render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST
from lxml import etree

from monespace.simulators import settings
from monespace.simulators.fas import saml
from monespace.simulators.fas.requests import WrongRequest, verified_redirect
from monespace.simulators.fas.saml import element, new_id, stamp
from monespace.simulators.fas.sessions import COOKIE, store
from monespace.simulators.fas.views import entity_id, key
from monespace.simulators.personas import PERSONAS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.http import HttpRequest, HttpResponse

    from monespace.simulators.fas.saml import Key

SUCCESS, UNKNOWN = "Success", "UnknownPrincipal"


@require_GET
def slo(request: HttpRequest) -> HttpResponse:
    """Take the portal's messages: a request ends the session here; an answer to ours is shown."""
    parameter = "SAMLResponse" if "SAMLResponse" in request.GET else "SAMLRequest"
    try:
        message = verified_redirect(request.GET.dict(), parameter, settings.PORTAL_CERT.read_bytes())
    except WrongRequest as error:
        return render(request, "fas/wrong_request.html", {"problem": str(error)}, status=400)
    if parameter == "SAMLResponse":
        code = message.find("samlp:Status/samlp:StatusCode", saml.NAMESPACES)
        is_done = code is not None and code.get("Value") == f"{saml.STATUS}{SUCCESS}"
        return render(request, "fas/signed_out.html", {"is_done": is_done, "portal": settings.PORTAL_URL})
    name = message.findtext("saml:NameID", "", saml.NAMESPACES)
    indexes = [node.text or "" for node in message.iterfind("samlp:SessionIndex", saml.NAMESPACES)]
    status = SUCCESS if store.end_named(name, indexes) else UNKNOWN
    answer = logout_response(message.get("ID", ""), status, issuer=entity_id(), destination=_portal_sls())
    return _carry("SAMLResponse", answer, request.GET.get("RelayState", ""))


@require_GET
def sessions(request: HttpRequest) -> HttpResponse:
    """Show who is signed in in this browser, with the button that ends it everywhere."""
    session = store.of(request.COOKIES.get(COOKIE, ""))
    persona = PERSONAS[session.persona] if session else None
    return render(request, "fas/sessions.html", {"session": session, "persona": persona})


@csrf_exempt
@require_POST
def sign_out_everywhere(request: HttpRequest) -> HttpResponse:
    """End the browser's session here, then have the portal end what stands on it."""
    session = store.end(request.COOKIES.get(COOKIE, ""))
    if session is None:
        return redirect("fas:sessions")
    message = logout_request(
        session.name, session.indexes, issuer=entity_id(), destination=_portal_sls(), now=datetime.now(UTC)
    )
    return _carry("SAMLRequest", message, "")


def logout_request(
    name: str, indexes: Iterable[str], *, issuer: str, destination: str, now: datetime
) -> etree._Element:
    """Return an unsigned request to end the sessions of ``indexes``."""
    request = _message("samlp:LogoutRequest", issuer, destination, now)
    element(request, "saml:NameID", name, Format=saml.TRANSIENT)
    for index in indexes:
        element(request, "samlp:SessionIndex", index)
    return request


def logout_response(request_id: str, status: str, *, issuer: str, destination: str) -> etree._Element:
    """Return an unsigned answer; anything but success is a second-level status of the responder's."""
    response = _message("samlp:LogoutResponse", issuer, destination, datetime.now(UTC))
    response.set("InResponseTo", request_id)
    top = SUCCESS if status == SUCCESS else "Responder"
    code = element(element(response, "samlp:Status"), "samlp:StatusCode", Value=f"{saml.STATUS}{top}")
    if status != SUCCESS:
        element(code, "samlp:StatusCode", Value=f"{saml.STATUS}{status}")
    return response


def carried(location: str, parameter: str, message: etree._Element, relay_state: str, key: Key) -> str:
    """Return the address that carries ``message``, signed as HTTP-Redirect signs (Bindings 3.4.4.1)."""
    deflated = zlib.compress(etree.tostring(message), wbits=-15)
    values = {parameter: base64.b64encode(deflated), "RelayState": relay_state, "SigAlg": saml.RSA_SHA256}
    query = urlencode({name: value for name, value in values.items() if value})
    context = xmlsec.SignatureContext()
    context.key = xmlsec.Key.from_memory(key.key, xmlsec.KeyFormat.PEM, None)
    signature = context.sign_binary(query.encode(), xmlsec.Transform.RSA_SHA256)
    return f"{location}?{query}&{urlencode({'Signature': base64.b64encode(signature)})}"


def _message(name: str, issuer: str, destination: str, now: datetime) -> etree._Element:
    message = element(
        None, name, ID=new_id(), Version="2.0", IssueInstant=stamp(now), Destination=destination
    )
    element(message, "saml:Issuer", issuer)
    return message


def _portal_sls() -> str:
    return f"{settings.PORTAL_URL}/accounts/saml/fas/sls/"


def _carry(parameter: str, message: etree._Element, relay_state: str) -> HttpResponse:
    return HttpResponseRedirect(carried(_portal_sls(), parameter, message, relay_state, key()))
