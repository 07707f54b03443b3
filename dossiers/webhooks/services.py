"""Keeps the addresses of systems: adds, changes, disables, enables them, and rolls their secrets over."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.db import transaction
from django.utils import timezone

from dossiers.clients.errors import ClientDisabled
from dossiers.clients.models import Client
from dossiers.clients.services import free_slot
from dossiers.webhooks import errors
from dossiers.webhooks.addresses import require_address
from dossiers.webhooks.events import ANNOUNCED
from dossiers.webhooks.models import Endpoint, EndpointSecret
from dossiers.webhooks.signing import new_secret
from monespace.common.crypto import encrypt
from monespace.common.db import get_or_not_visible
from monespace.journal.services import record

if TYPE_CHECKING:
    from collections.abc import Collection
    from uuid import UUID

    from monespace.common.authors import Author

MOST_ENDPOINTS: Final = 10


@transaction.atomic
def add_endpoint(
    *, actor: Author, client_id: UUID, endpoint_id: UUID, url: str, event_types: Collection[str]
) -> tuple[Endpoint, str]:
    """Add an address to a system and return it with its first secret, which nobody can read again.

    ``endpoint_id`` is the form's own: sent twice, there is one address, and no secret the second time.
    Raises ClientDisabled, AddressRefused, AddressNotPublic, EventsRefused, TooManyEndpoints, NotVisible.
    """
    client = get_or_not_visible(Client.objects.select_for_update().filter(pk=client_id))
    known = client.endpoints.filter(pk=endpoint_id).first()
    if known is not None:
        return known, ""
    if client.disabled_at is not None:
        raise ClientDisabled
    if client.endpoints.count() >= MOST_ENDPOINTS:
        raise errors.TooManyEndpoints
    endpoint = Endpoint.objects.create(pk=endpoint_id, client=client, **_columns(url, event_types))
    record(
        "client.endpoint_added",
        actor=actor,
        subject=endpoint.client,
        endpoint=str(endpoint.pk),
        **_facts(endpoint),
    )
    return endpoint, _give_secret(actor=actor, endpoint=endpoint, secret_id=None)


@transaction.atomic
def change_endpoint(*, actor: Author, endpoint_id: UUID, url: str, event_types: Collection[str]) -> Endpoint:
    """Change where and what a system is told, from the next event sent; the same again changes nothing.

    Raises ClientDisabled, AddressRefused, AddressNotPublic, EventsRefused, NotVisible.
    """
    endpoint = _lock(endpoint_id)
    columns = _columns(url, event_types)
    if any(getattr(endpoint, name) != value for name, value in columns.items()):
        for name, value in columns.items():
            setattr(endpoint, name, value)
        endpoint.save(update_fields=list(columns))
        record(
            "client.endpoint_changed",
            actor=actor,
            subject=endpoint.client,
            endpoint=str(endpoint.pk),
            **_facts(endpoint),
        )
    return endpoint


@transaction.atomic
def disable(*, actor: Author, endpoint_id: UUID, reason: str) -> Endpoint:
    """Send nothing more to an address, what waits included; doing it twice changes the reason only.

    Raises NotVisible.
    """
    endpoint = _lock(endpoint_id, even_of_disabled=True)
    if endpoint.disabled_for != reason:
        endpoint.disabled_at = endpoint.disabled_at or timezone.now()
        endpoint.disabled_for = reason
        endpoint.save(update_fields=["disabled_at", "disabled_for"])
        record(
            "client.endpoint_disabled",
            actor=actor,
            subject=endpoint.client,
            endpoint=str(endpoint.pk),
            reason=reason,
        )
    return endpoint


@transaction.atomic
def enable(*, actor: Author, endpoint_id: UUID, reason: str) -> Endpoint:
    """Send again what happens from now on; doing it twice changes nothing.

    What happened meanwhile is sent once somebody asks for it. Raises ClientDisabled, NotVisible.
    """
    endpoint = _lock(endpoint_id)
    if endpoint.disabled_at is not None:
        endpoint.disabled_at, endpoint.disabled_for = None, ""
        endpoint.save(update_fields=["disabled_at", "disabled_for"])
        record(
            "client.endpoint_enabled",
            actor=actor,
            subject=endpoint.client,
            endpoint=str(endpoint.pk),
            reason=reason,
        )
    return endpoint


@transaction.atomic
def add_endpoint_secret(*, actor: Author, endpoint_id: UUID, secret_id: UUID) -> str:
    """Give an address a second secret and return it: both sign until the first one is ended.

    ``secret_id`` is the form's own: sent twice, nothing is given the second time. Raises TwoSecrets,
    ClientDisabled, NotVisible.
    """
    endpoint = _lock(endpoint_id)
    if EndpointSecret.objects.filter(pk=secret_id).exists():
        return ""
    return _give_secret(actor=actor, endpoint=endpoint, secret_id=secret_id)


@transaction.atomic
def end_endpoint_secret(*, actor: Author, endpoint_id: UUID, secret_id: UUID) -> None:
    """End a secret and forget it; doing it twice changes nothing. Raises LastSecret, NotVisible."""
    endpoint = _lock(endpoint_id, even_of_disabled=True)
    secret = get_or_not_visible(endpoint.secrets.filter(pk=secret_id))
    if secret.ended_at is not None:
        return
    if endpoint.secrets.standing().count() == 1:
        raise errors.LastSecret
    secret.ended_at, secret.sealed_secret = timezone.now(), ""
    secret.save(update_fields=["ended_at", "sealed_secret"])
    record(
        "client.endpoint_secret_ended",
        actor=actor,
        subject=endpoint.client,
        endpoint=str(endpoint.pk),
        secret=str(secret.pk),
    )


def _lock(endpoint_id: UUID, *, even_of_disabled: bool = False) -> Endpoint:
    """Return an address for changing. Raises ClientDisabled, NotVisible."""
    rows = Endpoint.objects.select_for_update(of=("self",)).select_related("client")
    endpoint = get_or_not_visible(rows.filter(pk=endpoint_id))
    if endpoint.client.disabled_at is not None and not even_of_disabled:
        raise ClientDisabled
    return endpoint


def _give_secret(*, actor: Author, endpoint: Endpoint, secret_id: UUID | None) -> str:
    """Keep a new secret in a free slot."""
    slot = free_slot(endpoint.secrets.standing())
    value = new_secret()
    named = {} if secret_id is None else {"pk": secret_id}
    secret = EndpointSecret.objects.create(
        endpoint=endpoint, slot=slot, sealed_secret=encrypt(value), **named
    )
    record(
        "client.endpoint_secret_added",
        actor=actor,
        subject=endpoint.client,
        endpoint=str(endpoint.pk),
        secret=str(secret.pk),
    )
    return value


def _columns(url: str, event_types: Collection[str]) -> dict[str, Any]:
    require_address(url)
    known = [str(event) for event in ANNOUNCED if event in event_types]
    if not known or len(known) != len(set(event_types)):
        raise errors.EventsRefused
    return {"url": url, "event_types": known}


def _facts(endpoint: Endpoint) -> dict[str, Any]:
    return {"url": endpoint.url, "event_types": endpoint.event_types}
