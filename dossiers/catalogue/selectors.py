"""What the public pages show of the published démarches."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404

from dossiers.catalogue.models import DemarcheVersion
from dossiers.catalogue.querysets import published_definition

if TYPE_CHECKING:
    from dossiers.engine.schema import Definition


def published_demarches(*, audience: str = "", search: str = "") -> list[Definition]:
    """Return the newest version of every démarche by title; for one audience or a search, if given."""
    versions = DemarcheVersion.objects.current()
    if audience:
        versions = versions.for_audience(audience)
    if search:
        versions = versions.matching(search)
    return [published_definition(version) for version in versions]


def newest_definition(slug: str) -> Definition:
    """Return the newest version of a démarche; 404 when there is none."""
    version = DemarcheVersion.objects.for_slug(slug).first()
    if version is None:
        raise Http404
    return published_definition(version)
