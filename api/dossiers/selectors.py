"""Reads the dossiers of a list, in the order in which they changed: a page is found in an index."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple
from uuid import UUID

from django.db.models import Q

from dossiers.catalogue.published import published_version
from dossiers.clients.actors import reached_versions
from dossiers.dossier.models import Dossier

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.db.models import QuerySet

    from api.dossiers.schemas import Wanted
    from dossiers.clients.actors import ServiceClient


class Place(NamedTuple):
    """The last dossier that was told: those after it follow."""

    changed_at: datetime
    dossier_id: UUID

    @classmethod
    def read(cls, kept: Sequence[str]) -> Place:
        """Return the place that a cursor holds."""
        return cls(datetime.fromisoformat(kept[0]), UUID(kept[1]))

    @property
    def as_kept(self) -> list[str | int]:
        """What a cursor holds of it."""
        return [self.changed_at.isoformat(), str(self.dossier_id)]


def following(actor: ServiceClient, wanted: Wanted, place: Place | None, *, most: int) -> list[Dossier]:
    """Return the first ``most`` dossiers after ``place`` that the system reaches and wants.

    Each published version has its own part of the index, of which ``most`` entries are read at most.
    """
    versions = [
        one
        for one in reached_versions(actor)
        if wanted.demarche is None or published_version(one).demarche.slug == wanted.demarche
    ]
    parts = [_of_version(one, wanted, place)[:most] for one in versions]
    if not parts:
        return []
    first, *others = parts
    keys = first.union(*others, all=True).order_by("updated_at", "pk")[:most] if others else first
    found = Dossier.objects.in_bulk([pk for _changed_at, pk in keys])
    return sorted(found.values(), key=lambda one: (one.updated_at, one.pk))


def _of_version(version_id: int, wanted: Wanted, place: Place | None) -> QuerySet[Dossier, Any]:
    """Return moments and keys of the dossiers of one version, in order."""
    dossiers = Dossier.objects.sent().filter(demarche_version=version_id)
    if wanted.state:
        dossiers = dossiers.filter(state__in=wanted.state)
    if wanted.changed_since is not None:
        dossiers = dossiers.filter(updated_at__gte=wanted.changed_since)
    if place is not None:
        told = Q(updated_at=place.changed_at, pk__lte=place.dossier_id)
        dossiers = dossiers.filter(updated_at__gte=place.changed_at).exclude(told)
    return dossiers.order_by("updated_at", "pk").values_list("updated_at", "pk")
