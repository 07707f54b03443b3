"""The démarches of enterprises, for accesses and mandates limited to some of them."""

from __future__ import annotations

from dossiers.catalogue.models import DemarcheVersion
from enterprises.demarches import offered_by


@offered_by
def enterprise_demarches() -> list[tuple[str, str]]:
    """Return slug and title of each démarche that an enterprise may use, by title."""
    found = DemarcheVersion.objects.current().for_audience("enterprise")
    return list(found.values_list("slug", "title"))
