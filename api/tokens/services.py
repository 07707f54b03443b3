"""Gives access tokens to systems that know their secret, and forgets those that are over."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from api.tokens.errors import NoToken
from api.tokens.models import AccessToken
from dossiers.clients.verbs import Verb
from dossiers.models import ClientSecret
from monespace.common.db import delete_in_batches, get_or_none
from monespace.common.rate_limits import consume
from monespace.common.tokens import digest, new_token

if TYPE_CHECKING:
    from ipaddress import IPv4Address, IPv6Address

    from api.tokens.credentials import Credentials

LIFETIME: Final = timedelta(minutes=10)
REFUSED: Final = NoToken(
    "invalid_client", "The client is unknown, or its secret is wrong or no longer valid."
)


@dataclass(frozen=True, slots=True)
class Grant:
    """A new token, which nobody can read again, and what it gives."""

    token: str
    scopes: tuple[Verb, ...]


@transaction.atomic
def give_token(
    *, credentials: Credentials, asked: frozenset[Verb] | None, address: IPv4Address | IPv6Address | None
) -> Grant:
    """Return a token of ten minutes for a system that calls from ``address``; ``asked`` None for all it may.

    Who is unknown, wrong, disabled, expired or elsewhere is told the same. Raises NoToken, TooOften.
    """
    secret = _secret_of(credentials)
    if secret is None or not secret.client.is_valid or not secret.client.may_call_from(address):
        raise NoToken(REFUSED.code, REFUSED.description)
    consume("api_token", secret.client_id)
    wanted = secret.client.allowed if asked is None else asked
    if not wanted <= secret.client.allowed:
        raise NoToken("invalid_scope", "The client may not have one of the scopes.")
    scopes = tuple(verb for verb in Verb if verb in wanted)
    token = new_token()
    AccessToken.objects.create(
        digest=token.digest,
        client=secret.client,
        secret=secret,
        scopes=list(scopes),
        expires_at=timezone.now() + LIFETIME,
    )
    return Grant(token.value, scopes)


def _secret_of(credentials: Credentials) -> ClientSecret | None:
    """Return the secret that is known and stands; its digest is looked up, so that no time tells it."""
    try:
        client_id = UUID(credentials.client_id)
    except ValueError:
        return None
    secrets = ClientSecret.objects.standing().select_related("client")
    return get_or_none(secrets.filter(client=client_id, digest=digest(credentials.secret)))


def forget_old_tokens() -> int:
    """Delete the tokens that are over; return how many."""
    return delete_in_batches(AccessToken.objects.filter(expires_at__lt=timezone.now()))
