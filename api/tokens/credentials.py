"""Reads a request for a token: who asks, by which secret, for which scopes (RFC 6749, 2.3.1, 4.4)."""

from __future__ import annotations

import binascii
from base64 import b64decode
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote_plus

from api.tokens.errors import NoToken
from dossiers.clients.verbs import Verb

if TYPE_CHECKING:
    from django.http import HttpRequest

FORM: Final = "application/x-www-form-urlencoded"
GRANT: Final = "client_credentials"


@dataclass(frozen=True, slots=True)
class Credentials:
    """What a system says of itself, not verified yet; ``secret`` is shown nowhere."""

    client_id: str
    secret: str

    def __repr__(self) -> str:
        return "Credentials(…)"


def credentials_in(request: HttpRequest) -> Credentials:
    """Return the credentials of a request, in its header or in its form and not in both. Raises NoToken."""
    scheme, _, value = request.headers.get("Authorization", "").partition(" ")
    typed = Credentials(request.POST.get("client_id", ""), request.POST.get("client_secret", ""))
    if not scheme:
        return typed
    if scheme.lower() != "basic":
        raise NoToken("invalid_client", "Use Basic, or client_id and client_secret in the body.")
    said = _basic(value.strip())
    if typed.secret or typed.client_id not in {"", said.client_id}:
        raise NoToken("invalid_request", "Credentials stand in the header or in the body, not in both.")
    return said


def _basic(value: str) -> Credentials:
    try:
        client_id, colon, secret = b64decode(value, validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        colon = ""
    if not colon:
        raise NoToken("invalid_client", "The Basic credentials cannot be read.")
    return Credentials(unquote_plus(client_id), unquote_plus(secret))


def require_grant(request: HttpRequest) -> None:
    """Raise NoToken unless the request is a form that asks for client credentials, each word said once."""
    if request.content_type != FORM:
        raise NoToken("invalid_request", f"The body must be {FORM}.")
    if request.GET or any(len(values) > 1 for _name, values in request.POST.lists()):
        raise NoToken("invalid_request", "Each parameter stands in the body, once.")
    grant = request.POST.get("grant_type", "")
    if not grant:
        raise NoToken("invalid_request", "grant_type is missing.")
    if grant != GRANT:
        raise NoToken("unsupported_grant_type", f"Only {GRANT} is supported.")


def scopes_in(request: HttpRequest) -> frozenset[Verb] | None:
    """Return the scopes asked for; None for all that may be had. Raises NoToken."""
    asked = request.POST.get("scope", "").split()
    if not asked:
        return None
    if not set(asked) <= set(Verb.values):
        raise NoToken("invalid_scope", "One of the scopes does not exist.")
    return frozenset(map(Verb, asked))
