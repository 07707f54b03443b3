"""A system as an actor, and the door through which it reaches the dossiers of its services."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q

from dossiers.catalogue.models import DemarcheVersion
from dossiers.catalogue.published import definition_of, load_versions, published_version
from dossiers.clients.models import Client
from dossiers.clients.verbs import Verb
from dossiers.dossier.models import Dossier
from monespace.common.authors import Machine
from monespace.common.db import get_or_none, get_or_not_visible, require_transaction
from monespace.common.errors import Forbidden

if TYPE_CHECKING:
    from uuid import UUID

    from dossiers.dossier.querysets import DossierQuerySet


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceClient(Machine):
    """A system, the services and démarches it reaches, and what its token lets it do."""

    services: frozenset[str]
    demarches: frozenset[str] | None
    verbs: frozenset[Verb]


def actor_of(client: Client, granted: frozenset[Verb]) -> ServiceClient:
    """Return a system as an actor: with what it may do by now, of what was granted to its token."""
    return ServiceClient(
        machine_id=client.pk,
        services=frozenset(client.services),
        demarches=None if client.demarches is None else frozenset(client.demarches),
        verbs=granted & client.allowed,
    )


def require(actor: ServiceClient, verb: Verb) -> None:
    """Raise Forbidden unless the system may do this."""
    if verb not in actor.verbs:
        raise Forbidden(verb)


def visible_to(actor: ServiceClient) -> DossierQuerySet:
    """Return the dossiers that were sent to the system's services, of the démarches it is bound to."""
    reached = reached_versions(actor)
    wholly = [version for version, routes in reached.items() if routes is None]
    parts = Q(demarche_version__in=wholly)
    for version, routes in reached.items():
        if routes is not None:
            parts |= Q(demarche_version=version, route__in=sorted(routes))
    return Dossier.objects.sent().filter(parts)


def reached_versions(actor: ServiceClient) -> dict[int, frozenset[str] | None]:
    """Return the published versions whose dossiers the system reaches; each process reads them once.

    Each has the routes it reaches, without a name where no route leads elsewhere; None stands for all.
    """
    versions = list(DemarcheVersion.objects.order_by("pk").values_list("pk", flat=True))
    load_versions(versions)
    found: dict[int, frozenset[str] | None] = {}
    for version_id in versions:
        every = ["", *(route.key for route in definition_of(version_id).routes)]
        routes = frozenset(one for one in every if _is_reached(actor, version_id, one))
        if routes:
            found[version_id] = None if len(routes) == len(every) else routes
    return found


def reached_demarches(actor: ServiceClient) -> set[str]:
    """Return the slugs of the démarches of whose dossiers the system reaches some."""
    return {published_version(one).demarche.slug for one in reached_versions(actor)}


def _is_reached(actor: ServiceClient, version_id: int, route: str) -> bool:
    """Whether a system reaches the dossiers of a version that went this way."""
    slug = published_version(version_id).demarche.slug
    if actor.demarches is not None and slug not in actor.demarches:
        return False
    channels = definition_of(version_id).routed(route).delivery
    return not actor.services.isdisjoint(channel.service for channel in channels)


def may_read(client: Client, dossier: Dossier) -> bool:
    """Whether a system may read a sent dossier today."""
    actor = actor_of(client, frozenset({Verb.READ}))
    is_reached = _is_reached(actor, dossier.demarche_version_id, dossier.route)
    return client.is_valid and Verb.READ in actor.verbs and is_reached


def get_dossier(actor: ServiceClient, dossier_id: UUID, verb: Verb) -> Dossier:
    """Return a dossier of the system's services. Raises Forbidden, NotVisible."""
    require(actor, verb)
    return get_or_not_visible(visible_to(actor).filter(pk=dossier_id))


def lock_dossier(*, actor: ServiceClient, dossier_id: UUID, verb: Verb) -> Dossier:
    """Return the dossier, locked until the transaction ends, for what the system may do by now.

    Raises Forbidden, NotVisible.
    """
    require_transaction()
    dossier = get_or_not_visible(Dossier.objects.select_for_update().filter(pk=dossier_id))
    get_dossier(actor_now(actor), dossier_id, verb)
    return dossier


def actor_now(actor: ServiceClient) -> ServiceClient:
    """Return the system with what it may do and reaches by now. Raises Forbidden once it may not be used."""
    client = get_or_none(Client.objects.filter(pk=actor.machine_id))
    if client is None or not client.is_valid:
        raise Forbidden("client")
    return actor_of(client, actor.verbs)
