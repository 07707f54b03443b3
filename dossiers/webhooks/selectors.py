"""Reads of the addresses of systems, and of what does not arrive there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.db.models import CharField, Exists, OuterRef, Value
from django.db.models.functions import Cast, Concat, Now, Replace

from dossiers.webhooks.models import QUEUE, Endpoint
from monespace.common.db import get_or_not_visible
from monespace.outbox.lanes import correspondent_of
from monespace.outbox.models import Lane, Message

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime
    from uuid import UUID

    from dossiers.clients.actors import ServiceClient
    from dossiers.clients.models import Client
    from dossiers.webhooks.querysets import EndpointQuerySet, EndpointSecretQuerySet

MOST_COUNTED: Final = 1_000


@dataclass(frozen=True, kw_only=True)
class Standing:
    """How sending to an address goes.

    ``waiting`` and ``given_up`` are how many events, MOST_COUNTED at most; ``given_up_since`` is when the
    first of these was born; ``code`` is why the last failure came, ``paused_until`` until when it is left
    alone.
    """

    waiting: int
    given_up: int
    given_up_since: datetime | None
    code: str
    paused_until: datetime | None


def endpoints_of(client: Client) -> EndpointQuerySet:
    """Return the addresses of a system, the oldest first."""
    return Endpoint.objects.of(client)


def get_endpoint(endpoint_id: UUID) -> Endpoint:
    """Return an address with its system. Raises NotVisible."""
    return get_or_not_visible(Endpoint.objects.select_related("client").filter(pk=endpoint_id))


def endpoints_of_system(actor: ServiceClient) -> EndpointQuerySet:
    """Return the addresses of the system that acts, the oldest first."""
    return Endpoint.objects.of(actor.machine_id)


def get_endpoint_of_system(actor: ServiceClient, endpoint_id: UUID) -> Endpoint:
    """Return an address of the system that acts. Raises NotVisible."""
    return get_or_not_visible(endpoints_of_system(actor).filter(pk=endpoint_id))


def secrets_of(endpoint: Endpoint) -> EndpointSecretQuerySet:
    """Return the secrets that sign, two at most."""
    return endpoint.secrets.standing()


def standing_of(endpoint: Endpoint) -> Standing:
    """Return how sending to an address goes, by index."""
    mine = Message.objects.filter(lane=endpoint.lane)
    pending = mine.filter(done_at=None, failed_at=None)
    given_up = mine.given_up().order_by("created_at")
    failed = pending.exclude(last_error="").order_by("-available_at").first() or given_up.last()
    first = given_up.first()
    pausing = Lane.objects.filter(name=endpoint.lane, paused_until__gt=Now()).first()
    return Standing(
        waiting=pending[:MOST_COUNTED].count(),
        given_up=given_up[:MOST_COUNTED].count(),
        given_up_since=first.created_at if first else None,
        code=failed.last_error if failed else "",
        paused_until=pausing.paused_until if pausing else None,
    )


def endpoints_in_trouble() -> list[Endpoint]:
    """Return the addresses that somebody must look at: gone, or to which something was given up.

    Those that a supervisor disabled, or whose system is disabled, wait for nobody.
    """
    hexadecimal = Replace(Cast(OuterRef("pk"), CharField()), Value("-"))
    given_up = Message.objects.given_up().filter(lane=Concat(Value(f"{QUEUE}:"), hexadecimal))
    found = Endpoint.objects.gone() | Endpoint.objects.enabled().filter(Exists(given_up))
    of_standing = found.filter(client__disabled_at=None).select_related("client")
    return list(of_standing.order_by("client__name", "created_at"))


def endpoints_by_lane(lanes: Iterable[str]) -> dict[str, Endpoint]:
    """Return the addresses to which these lanes of the outbox lead, by lane."""
    ids = [correspondent_of(lane) for lane in lanes if lane.startswith(f"{QUEUE}:")]
    return {one.lane: one for one in Endpoint.objects.filter(pk__in=ids).select_related("client")}
