"""The definition of a dossier, with the service to which its answers sent it (ADR 0121)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dossiers.catalogue.published import definition_of

if TYPE_CHECKING:
    from dossiers.dossier.models import Dossier
    from dossiers.engine.schema import Definition


def definition_for(dossier: Dossier) -> Definition:
    """Return the definition of a dossier: once it is sent, with the service and the channels of its route."""
    return definition_of(dossier.demarche_version_id).routed(dossier.route)
