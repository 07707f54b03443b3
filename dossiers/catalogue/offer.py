"""The démarches of enterprises, for accesses and mandates limited to some of them."""

from __future__ import annotations

from typing import Any

from dossiers.catalogue.models import DemarcheVersion
from enterprises.rights.demarches import offered_by


@offered_by
def enterprise_demarches() -> list[tuple[str, str]]:
    """Return slug and title of each démarche that an enterprise may use, by title."""
    found: Any = DemarcheVersion.objects.current().for_audience("enterprise")  # slug and title are annotated
    return list(found.values_list("slug", "title"))
