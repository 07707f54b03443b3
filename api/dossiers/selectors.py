"""Reads the dossiers of a list, in the order in which they changed: a page is found in an index."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import Q

from dossiers.catalogue.published import published_version
from dossiers.clients.actors import reached_versions
from dossiers.dossier.models import Dossier

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from api.dossiers.schemas import Wanted
    from dossiers.clients.actors import ServiceClient


def place_of(dossier: Dossier) -> list[str | int]:
    """Return where a dossier stands among those that changed."""
    return [dossier.updated_at.isoformat(), str(dossier.pk)]


def following(actor: ServiceClient, wanted: Wanted, place: list[str] | None, *, most: int) -> list[Dossier]:
    """Return the first ``most`` dossiers after ``place`` that the system reaches and wants.

    Each published version has its own part of the index, of which ``most`` entries are read at most; more
    where the system reaches some routes of the version only.
    """
    reached = [
        (one, routes)
        for one, routes in reached_versions(actor).items()
        if wanted.demarche is None or published_version(one).demarche.slug == wanted.demarche
    ]
    parts = [_of_version(one, routes, wanted, place)[:most] for one, routes in reached]
    if not parts:
        return []
    first, *others = parts
    keys = first.union(*others, all=True).order_by("updated_at", "pk")[:most] if others else first
    found = Dossier.objects.in_bulk([pk for _changed_at, pk in keys])
    return sorted(found.values(), key=lambda one: (one.updated_at, one.pk))


def _of_version(
    version_id: int, routes: frozenset[str] | None, wanted: Wanted, place: list[str] | None
) -> QuerySet[Dossier, Any]:
    """Return moments and keys of the dossiers of one version, in order; of some routes only, if given."""
    dossiers = Dossier.objects.sent().filter(demarche_version=version_id)
    if routes is not None:
        dossiers = dossiers.filter(route__in=sorted(routes))
    if wanted.state:
        dossiers = dossiers.filter(state__in=wanted.state)
    if wanted.changed_since is not None:
        dossiers = dossiers.filter(updated_at__gte=wanted.changed_since)
    if place is not None:
        changed_at, dossier_id = datetime.fromisoformat(place[0]), UUID(place[1])
        told = Q(updated_at=changed_at, pk__lte=dossier_id)
        dossiers = dossiers.filter(updated_at__gte=changed_at).exclude(told)
    return dossiers.order_by("updated_at", "pk").values_list("updated_at", "pk")
