"""What the pages about systems of services read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from dossiers.catalogue.selectors import service_names
from dossiers.clients.selectors import demarches_by_service
from dossiers.clients.verbs import Verb
from dossiers.models import DemarcheVersion

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dossiers.models import Client


@dataclass(frozen=True)
class Shown:
    """A system, with its services and démarches by name and what it may do in words."""

    client: Client
    services: list[str]
    demarches: list[str]
    verbs: list[str]

    @property
    def has_expired(self) -> bool:
        """Whether its last day is over, and nobody disabled it."""
        return self.client.disabled_at is None and self.client.expires_on < timezone.localdate()


def shown(clients: Iterable[Client], language: str) -> list[Shown]:
    """Return systems as pages show them, in one's language."""
    names, titles = service_names(language), dict(demarches_offered())
    return [
        Shown(
            client=one,
            services=[names.get(key, key) for key in one.services],
            demarches=[titles.get(slug, slug) for slug in one.demarches or ()],
            verbs=[str(verb.label) for verb in Verb if verb in one.allowed],
        )
        for one in clients
    ]


def services_offered(language: str) -> list[tuple[str, str]]:
    """Return key and name of each service that published démarches name, by name."""
    names = service_names(language)
    return sorted(((key, names.get(key, key)) for key in demarches_by_service()), key=lambda one: one[::-1])


def demarches_offered() -> list[tuple[str, str]]:
    """Return slug and title of each published démarche, by title."""
    found: Any = DemarcheVersion.objects.current()  # slug and title are annotated
    return list(found.values_list("slug", "title"))
