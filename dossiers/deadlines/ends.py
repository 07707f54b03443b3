"""When the limit that a démarche sets ends, by what is known of a dossier and of outages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dossiers.catalogue.published import published_definition
from dossiers.deadlines.counting import time_limit
from dossiers.deadlines.models import Outage

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dossiers.catalogue.models import DemarcheVersion
    from dossiers.deadlines.counting import TimeLimit
    from dossiers.deadlines.models import DossierDeadline


def counted(*, deadline: DossierDeadline, version: DemarcheVersion, also: Iterable[Outage] = ()) -> TimeLimit:
    """Return when the limit of a démarche’s version ends, by the outages announced and ``also``."""
    limit = published_definition(version).limit
    if limit is None:
        raise ValueError(f"Version {version.pk} sets no time limit.")
    outages = Outage.objects.concerning(version.demarche.slug, since=deadline.received_on)
    return time_limit(
        limit, received_on=deadline.received_on, waits=deadline.periods, outages=[*outages, *also]
    )
