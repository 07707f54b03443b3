"""Who calls: the system that holds the token of a request (RFC 6750)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.http import HttpRequest
from django.utils import timezone
from ninja.security.base import AuthBase

from api.door import require_json
from api.problems import kinds
from api.problems.kinds import Problem
from api.tokens.models import AccessToken
from dossiers.clients.actors import actor_of
from dossiers.clients.verbs import Verb
from monespace.common.clients import calling_address
from monespace.common.db import get_or_none
from monespace.common.rate_limits import consume
from monespace.common.tokens import digest

if TYPE_CHECKING:
    from dossiers.clients.actors import ServiceClient

REALM: Final = 'Bearer realm="Mon Espace"'
SCOPE: Final = "x-scope"
"""Under which word the framework carries it to the description, where 3.0 has a place for it."""
TOKEN_PATH: Final = "/api/v1/token"  # noqa: S105 - an address


class ApiRequest(HttpRequest):
    """A request whose sender has shown a token."""

    auth: ServiceClient


class Bearer(AuthBase):
    """Asks for a token that gives a scope; the operation finds the system as ``request.auth``."""

    openapi_type = "oauth2"
    openapi_flows: dict[str, Any] = {
        "clientCredentials": {"tokenUrl": TOKEN_PATH, "scopes": dict.fromkeys(Verb.values, "")}
    }

    def __init__(self, verb: Verb) -> None:
        super().__init__()
        self.verb = verb

    def __call__(self, request: HttpRequest) -> ServiceClient:
        """Return the system, with what it may do by now; each of its requests counts.

        Raises a Problem, also for a body of another media type than JSON, before anybody reads it.
        """
        scheme, _, value = request.headers.get("Authorization", "").partition(" ")
        if scheme.lower() != "bearer" or not value.strip():
            raise Problem(kinds.NO_TOKEN, headers={"WWW-Authenticate": REALM})
        actor = client_of(value.strip(), request)
        consume("api_request", actor.machine_id)
        require_json(request)
        if self.verb not in actor.verbs:
            raise _missing_scope(self.verb)
        return actor


def needs(verb: Verb, **described: Any) -> dict[str, Any]:
    """Return what makes an operation ask for a token that gives ``verb``, and say so in its description.

    ``described`` is what its description says besides.
    """
    return {"auth": Bearer(verb), "openapi_extra": {SCOPE: verb.value, **described}}


def client_of(token: str, request: HttpRequest) -> ServiceClient:
    """Return the system that holds a token and calls by ``request``. Raises a Problem."""
    known = get_or_none(AccessToken.objects.select_related("client", "secret").filter(digest=digest(token)))
    if known is None or known.secret.ended_at is not None or not known.client.is_valid:
        raise _invalid(kinds.INVALID_TOKEN, "The access token is invalid")
    if known.expires_at <= timezone.now():
        raise _invalid(kinds.EXPIRED_TOKEN, "The access token expired")
    if not known.client.may_call_from(calling_address(request)):
        raise _invalid(kinds.INVALID_TOKEN, "The access token is invalid")
    return actor_of(known.client, frozenset(verb for verb in Verb if verb in known.scopes))


def _invalid(kind: kinds.Kind, words: str) -> Problem:
    told = f'{REALM}, error="invalid_token", error_description="{words}"'
    return Problem(kind, f"{words}.", headers={"WWW-Authenticate": told})


def _missing_scope(verb: Verb) -> Problem:
    told = f'{REALM}, error="insufficient_scope", scope="{verb.value}"'
    return Problem(
        kinds.MISSING_SCOPE,
        "The access token does not have the scope that this needs.",
        headers={"WWW-Authenticate": told},
        requiredScopes=[verb.value],
    )
