"""Published versions kept in memory: they never change, so that each process reads them once (ADR 0003)."""

from __future__ import annotations

from functools import cache

from dossiers.catalogue.models import DemarcheVersion
from dossiers.engine.schema import Definition

_definitions: dict[tuple[int, str], Definition] = {}


@cache
def published_version(version_id: int) -> DemarcheVersion:
    """Return a published version, its démarche and its content loaded."""
    return DemarcheVersion.objects.select_related("demarche").get(pk=version_id)


def published_definition(version: DemarcheVersion) -> Definition:
    """Return the definition of a published version."""
    identity = (version.pk, version.checksum)
    if identity not in _definitions:
        _definitions[identity] = Definition.model_validate(version.content)
    return _definitions[identity]
