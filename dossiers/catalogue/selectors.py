"""What the public pages show of the published démarches."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils import timezone

from dossiers.catalogue.models import DemarcheVersion
from dossiers.catalogue.published import (
    definition_of,
    load_versions,
    published_definition,
    published_version,
    title_of,
)
from dossiers.catalogue.searching import found_among
from dossiers.engine.comparing import changes_between
from dossiers.engine.schema import Definition
from enterprises.rights.terms import offered_by
from monespace.common.db import get_or_not_visible
from monespace.common.errors import NotVisible

if TYPE_CHECKING:
    from datetime import date


def published_demarches(*, audience: str = "", search: str = "") -> list[Definition]:
    """Return the current version of every démarche by title; for one audience, if given.

    What a search finds stands in the order in which it fits.
    """
    versions = DemarcheVersion.objects.current()
    if audience:
        versions = versions.for_audience(audience)
    if search:
        return found_among(versions, search)
    return [published_definition(version) for version in versions]


def newest_version(slug: str) -> DemarcheVersion:
    """Return the newest version of a démarche that is in effect; 404 without one."""
    newest = _newest_key(slug)
    if newest is None:
        raise NotVisible
    return published_version(newest)


def _newest_key(slug: str) -> int | None:
    """Return the key of the newest version of a démarche that is in effect."""
    return DemarcheVersion.objects.for_slug(slug).in_effect().values_list("pk", flat=True).first()


def newest_definition(slug: str) -> Definition:
    """Return the newest definition of a démarche that is in effect; 404 when there is none."""
    return published_definition(newest_version(slug))


def newer_version(version_id: int, *, space_kind: str, today: date) -> DemarcheVersion | None:
    """Return the current version of the same démarche, when it is newer and open to such a space."""
    own = published_version(version_id)
    newest = newest_version(own.demarche.slug)
    definition = published_definition(newest)
    is_open = definition.is_for(space_kind) and definition.is_open(today)
    return newest if newest.version > own.version and is_open else None


def find_title(slug: str, language: str) -> str:
    """Return the title of a démarche as it is now; nothing when there is none."""
    newest = _newest_key(slug)
    return title_of(newest, language) if newest else ""


def get_definition(slug: str, version: int) -> Definition:
    """Return one published definition. Raises NotVisible."""
    published = DemarcheVersion.objects.for_slug(slug).filter(version=version)
    return definition_of(get_or_not_visible(published.only("pk")).pk)


def service_names(language: str) -> dict[str, str]:
    """Return the services that published démarches are delivered to, each as the first of them names it."""
    current = list(DemarcheVersion.objects.current().values_list("pk", flat=True))
    load_versions(current)
    names: dict[str, str] = {}
    for definition in map(definition_of, current):
        for service, channels in definition.services():
            for channel in channels:
                names.setdefault(channel.service, service.name(language))
    return names


def changes_of(version: DemarcheVersion) -> list[str]:
    """Say in words what a version changes of the one below it; nothing of the first."""
    earlier = DemarcheVersion.objects.for_slug(version.demarche.slug).filter(version__lt=version.version)
    before = earlier.first()
    if before is None:
        return []
    return changes_between(published_definition(before), Definition.model_validate(version.content))


def never_current(version: DemarcheVersion) -> list[int]:
    """Return the planned versions that a higher one, in effect before them, keeps from becoming current."""
    moment = Definition.model_validate(version.content).takes_effect or timezone.now()
    earlier = DemarcheVersion.objects.for_slug(version.demarche.slug).filter(version__lt=version.version)
    return sorted(
        one.version
        for one in earlier
        if (since := published_definition(one).takes_effect) and since >= moment
    )


@offered_by
def enterprise_demarches() -> list[tuple[str, str]]:
    """Return slug and title of each démarche that an enterprise may use, by title."""
    found: Any = DemarcheVersion.objects.current().for_audience("enterprise")  # slug and title are annotated
    return list(found.values_list("slug", "title"))
