"""Registers systems of services, changes what they may do, rolls their secrets over, disables them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from ipaddress import ip_network
from typing import TYPE_CHECKING, Any, Final

from django.db import transaction
from django.utils import timezone

from dossiers.clients import errors
from dossiers.clients.models import Client, ClientSecret
from dossiers.clients.selectors import demarches_by_service
from dossiers.clients.verbs import Verb
from monespace.common.db import get_or_not_visible
from monespace.common.text import one_line
from monespace.common.tokens import new_token
from monespace.journal.services import record

if TYPE_CHECKING:
    from collections.abc import Collection
    from uuid import UUID

    from django.db.models import QuerySet

    from monespace.common.authors import Author

LONGEST_TERM: Final = timedelta(days=731)
SLOTS: Final = (1, 2)


@dataclass(frozen=True, kw_only=True)
class Terms:
    """What a system may do, as a supervisor says it; ``demarches`` None for all of its services."""

    name: str
    services: Collection[str]
    demarches: Collection[str] | None
    verbs: Collection[str]
    networks: Collection[str]
    expires_on: date


@transaction.atomic
def register(*, actor: Author, client_id: UUID, terms: Terms) -> tuple[Client, str]:
    """Register a system and return it with its first secret, which nobody can read again.

    ``client_id`` is the form's own: sent twice, there is one system, and no secret the second time.
    Raises ReachRefused, ExpiryRefused, NetworkRefused.
    """
    client, is_new = Client.objects.get_or_create(pk=client_id, defaults=_columns(terms))
    if not is_new:
        return client, ""
    record("client.registered", actor=actor, subject=client, **_facts(client))
    return client, _give_secret(actor=actor, client=client, secret_id=None)


@transaction.atomic
def change(*, actor: Author, client_id: UUID, terms: Terms) -> Client:
    """Change what a system may do, from its next request; the same again changes nothing.

    Raises ClientDisabled, ReachRefused, ExpiryRefused, NetworkRefused, NotVisible.
    """
    client = _lock_standing(client_id)
    columns = _columns(terms, kept=client.expires_on)
    if any(getattr(client, name) != value for name, value in columns.items()):
        for name, value in columns.items():
            setattr(client, name, value)
        client.save(update_fields=list(columns))
        record("client.changed", actor=actor, subject=client, **_facts(client))
    return client


@transaction.atomic
def add_secret(*, actor: Author, client_id: UUID, secret_id: UUID) -> str:
    """Give a system a second secret and return it; the first one stands until it is ended.

    ``secret_id`` is the form's own: sent twice, nothing is given the second time. Raises TwoSecrets,
    ClientDisabled, NotVisible.
    """
    client = _lock_standing(client_id)
    if ClientSecret.objects.filter(pk=secret_id).exists():
        return ""
    return _give_secret(actor=actor, client=client, secret_id=secret_id)


@transaction.atomic
def end_secret(*, actor: Author, client_id: UUID, secret_id: UUID) -> None:
    """End a secret and the tokens that it gave; doing it twice changes nothing. Raises NotVisible."""
    client = get_or_not_visible(Client.objects.select_for_update().filter(pk=client_id))
    secret = get_or_not_visible(client.secrets.filter(pk=secret_id))
    if secret.ended_at is None:
        secret.ended_at = timezone.now()
        secret.save(update_fields=["ended_at"])
        record("client.secret_ended", actor=actor, subject=client, secret=str(secret.pk))


@transaction.atomic
def disable(*, actor: Author, client_id: UUID) -> Client:
    """Let a system in no more, its tokens included; doing it twice changes nothing. Raises NotVisible."""
    client = get_or_not_visible(Client.objects.select_for_update().filter(pk=client_id))
    if client.disabled_at is None:
        client.disabled_at = timezone.now()
        client.save(update_fields=["disabled_at"])
        record("client.disabled", actor=actor, subject=client)
    return client


def free_slot(standing: QuerySet[Any]) -> int:
    """Return the first slot that none of the secrets that stand has taken. Raises TwoSecrets."""
    taken = set(standing.values_list("slot", flat=True))
    free = next((slot for slot in SLOTS if slot not in taken), None)
    if free is None:
        raise errors.TwoSecrets
    return free


def _lock_standing(client_id: UUID) -> Client:
    client = get_or_not_visible(Client.objects.select_for_update().filter(pk=client_id))
    if client.disabled_at is not None:
        raise errors.ClientDisabled
    return client


def _give_secret(*, actor: Author, client: Client, secret_id: UUID | None) -> str:
    """Keep the digest of a new secret in a free slot."""
    slot = free_slot(client.secrets.standing())
    token = new_token()
    named = {} if secret_id is None else {"pk": secret_id}
    secret = ClientSecret.objects.create(client=client, slot=slot, digest=token.digest, **named)
    record("client.secret_added", actor=actor, subject=client, secret=str(secret.pk))
    return token.value


def _columns(terms: Terms, kept: date | None = None) -> dict[str, Any]:
    """Return the terms as they are kept; ``kept`` is the last day that stands, which may be past."""
    today = timezone.localdate()
    if terms.expires_on != kept and not today <= terms.expires_on <= today + LONGEST_TERM:
        raise errors.ExpiryRefused
    handled = demarches_by_service()
    offered = set().union(*(handled.get(service, set()) for service in terms.services))
    asked = offered if terms.demarches is None else set(terms.demarches)
    if not asked or not asked <= offered or not set(terms.services) <= set(handled) or not terms.verbs:
        raise errors.ReachRefused
    return {
        "name": one_line(terms.name),
        "services": sorted(set(terms.services)),
        "demarches": None if terms.demarches is None else sorted(set(terms.demarches)),
        "verbs": [verb for verb in Verb.values if verb in terms.verbs],
        "networks": sorted(set(map(_network, terms.networks))),
        "expires_on": terms.expires_on,
    }


def _network(text: str) -> str:
    try:
        return str(ip_network(text, strict=False))
    except ValueError as wrong:
        raise errors.NetworkRefused from wrong


def _facts(client: Client) -> dict[str, Any]:
    return {
        "services": client.services,
        "demarches": client.demarches,
        "verbs": client.verbs,
        "networks": client.networks,
        "expires_on": client.expires_on,
    }
