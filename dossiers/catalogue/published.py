"""Published versions kept in memory: they never change, so that each process reads them once (ADR 0003)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dossiers.catalogue.models import DemarcheVersion
from dossiers.engine.base import SOURCE_LANGUAGE
from dossiers.engine.schema import Definition

if TYPE_CHECKING:
    from collections.abc import Iterable

_versions: dict[int, DemarcheVersion] = {}
_definitions: dict[tuple[int, str], Definition] = {}


def published_version(version_id: int) -> DemarcheVersion:
    """Return a published version, its démarche and its content loaded."""
    load_versions([version_id])
    return _versions[version_id]


def load_versions(version_ids: Iterable[int]) -> None:
    """Read those of these versions that this process has not read yet, in one query or none."""
    if missing := set(version_ids) - _versions.keys():
        _versions.update(DemarcheVersion.objects.select_related("demarche").in_bulk(missing))


def published_definition(version: DemarcheVersion) -> Definition:
    """Return the definition of a published version."""
    identity = (version.pk, version.checksum)
    if identity not in _definitions:
        _definitions[identity] = Definition.model_validate(version.content)
    return _definitions[identity]


def definition_of(version_id: int) -> Definition:
    """Return the definition of the published version with this key."""
    return published_definition(published_version(version_id))


def title_of(version_id: int, language: str) -> str:
    """Return the title of a démarche in a language, in French where it has no translation."""
    titles = published_version(version_id).content["title"]
    return titles.get(language[:2]) or titles[SOURCE_LANGUAGE]
