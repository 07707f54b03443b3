"""Reads of the systems of services: for the agents' pages, and whether one of them reaches a dossier."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dossiers.catalogue.models import DemarcheVersion
from dossiers.catalogue.published import (
    definition_of,
    load_versions,
    published_version,
)
from dossiers.clients.models import Client
from dossiers.dossier.routed import definition_for
from monespace.common.db import get_or_not_visible

if TYPE_CHECKING:
    from uuid import UUID

    from dossiers.clients.querysets import ClientQuerySet, ClientSecretQuerySet
    from dossiers.clients.verbs import Verb
    from dossiers.dossier.models import Dossier


def standing_clients() -> ClientQuerySet:
    """Return the systems that nobody disabled, by name."""
    return Client.objects.standing()


def disabled_clients() -> ClientQuerySet:
    """Return the systems that somebody disabled, the latest first."""
    return Client.objects.disabled()


def get_client(client_id: UUID) -> Client:
    """Return a system. Raises NotVisible."""
    return get_or_not_visible(Client.objects.filter(pk=client_id))


def secrets_of(client: Client) -> ClientSecretQuerySet:
    """Return the secrets of a system that stand, two at most."""
    return client.secrets.standing()


def is_reached_by_system(dossier: Dossier, verb: Verb) -> bool:
    """Whether a system that may be used today reaches a dossier, and may do this."""
    slug = published_version(dossier.demarche_version_id).demarche.slug
    services = sorted({channel.service for channel in definition_for(dossier).delivery})
    return Client.objects.able_to(verb, services=services, slug=slug).exists()


def demarches_by_service() -> dict[str, set[str]]:
    """Return the services of all published versions, each with the slugs of the démarches it handles."""
    versions = list(DemarcheVersion.objects.values_list("pk", flat=True))
    load_versions(versions)
    found: dict[str, set[str]] = {}
    for version_id in versions:
        for channel in definition_of(version_id).all_delivery:
            found.setdefault(channel.service, set()).add(published_version(version_id).demarche.slug)
    return found
