"""The pages of the simulated federal authentication service: who are you, and how do you prove it."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from django.core import signing
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from monespace.simulators import settings
from monespace.simulators.fas import responses
from monespace.simulators.fas.requests import SignInRequest, WrongRequest, read_post, read_redirect
from monespace.simulators.fas.responses import Proof
from monespace.simulators.fas.saml import WEAK_LEVEL, Key, new_id
from monespace.simulators.fas.sessions import COOKIE, store
from monespace.simulators.personas import PERSONAS

if TYPE_CHECKING:
    from django.http import HttpRequest
    from lxml import etree

METHODS = {"eid": ("Carte d’identité électronique (eID)", 500), "itsme": ("itsme", 450)}
EIDAS_LEVEL = 450
SALT = "fas.request"


def entity_id() -> str:
    """Return the name of this identity provider."""
    return f"{settings.SIMULATORS_URL}/fas"


@cache
def key() -> Key:
    """Return the signing key, read once."""
    return Key.read(settings.FAS_KEY, settings.FAS_CERT)


@cache
def own_metadata() -> bytes:
    """Return the metadata, signed once."""
    site = f"{settings.SIMULATORS_URL}/fas"
    return responses.metadata(
        entity_id=entity_id(), sso_url=f"{site}/sso/", slo_url=f"{site}/slo/", key=key()
    )


@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """Say what this is, for who arrives without a request."""
    return render(request, "fas/home.html", {"personas": PERSONAS.values(), "portal": settings.PORTAL_URL})


@require_GET
def metadata(request: HttpRequest) -> HttpResponse:
    """Describe this identity provider."""
    return HttpResponse(own_metadata(), content_type="application/samlmetadata+xml")


@csrf_exempt
@require_http_methods(["GET", "POST"])
def sso(request: HttpRequest) -> HttpResponse:
    """Check the portal's request, then ask who the person is; always ask, as if there were no session."""
    read, values = (read_redirect, request.GET) if request.method == "GET" else (read_post, request.POST)
    try:
        asked = read(values.dict(), settings.PORTAL_CERT.read_bytes())
        asked.require_acs(f"{settings.PORTAL_URL}/accounts/saml/fas/acs/")
    except WrongRequest as error:
        return render(request, "fas/wrong_request.html", {"problem": str(error)}, status=400)
    context = {
        "asked": asked,
        "request_token": signing.dumps(asked.as_dict(), salt=SALT),
        "personas": PERSONAS.values(),
        "methods": [
            {"key": name, "label": label, "is_enough": level >= asked.level}
            for name, (label, level) in METHODS.items()
        ],
    }
    return render(request, "fas/choose.html", context)


@csrf_exempt
@require_POST
def answer(request: HttpRequest) -> HttpResponse:
    """Send the browser back to the portal with a signed answer, by a form that works without scripts."""
    try:
        asked = SignInRequest(**signing.loads(request.POST.get("request", ""), salt=SALT, max_age=7200))
    except (signing.BadSignature, TypeError):
        problem = "The page was too old, or this service was started again. Start from the portal."
        return render(request, "fas/wrong_request.html", {"problem": problem}, status=400)
    reader = settings.PORTAL_CERT.read_bytes() if settings.FAS_ENCRYPTS else None
    browser = request.COOKIES.get(COOKIE) or new_id()
    document = responses.signed(
        _response(request, asked, browser), key(), signs=settings.FAS_SIGNS, encrypted_for=reader
    )
    context = {"asked": asked, "saml_response": responses.encoded(document)}
    page = render(request, "fas/answer.html", context)
    page.set_cookie(COOKIE, browser, httponly=True, samesite="Lax")
    return page


def _response(request: HttpRequest, asked: SignInRequest, browser: str) -> etree._Element:
    """Return the answer that the pressed button chose; who identifies has a session in ``browser``."""
    method = request.POST.get("method", "itsme")
    persona = PERSONAS.get(request.POST.get("persona", ""))
    if request.POST.get("action") == "cancel" or persona is None or method not in METHODS:
        return responses.declined(asked, "AuthnFailed", entity_id=entity_id())
    level = EIDAS_LEVEL if persona.eidas_identifier else METHODS[method][1]
    proof = Proof(level, "eidas" if persona.eidas_identifier else method)
    if request.POST.get("action") == "too_low":
        proof = Proof(WEAK_LEVEL, "otp")
    elif level < asked.level:
        return responses.declined(asked, "NoAuthnContext", entity_id=entity_id())
    named = store.sign_in(browser, persona.key)
    return responses.identified(asked, persona, proof, entity_id=entity_id(), named=named)
