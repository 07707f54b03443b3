"""Makes of outages what is told of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from api.outages import schemas
from api.schemas import address_of

if TYPE_CHECKING:
    from dossiers.deadlines.models import Outage


def told_outage(outage: Outage) -> schemas.Outage:
    """Return all that is told of an outage."""
    return schemas.Outage(
        href=address_of("outage", outage_id=outage.pk),
        id=outage.pk,
        began_on=outage.began_on,
        ended_on=outage.ended_on,
        demarches=outage.demarches,
        extra_days=outage.extra_days,
        extended_to=outage.extended_to,
        cause=schemas.Texts(**outage.cause),
        legal_basis=schemas.Texts(**outage.legal_basis),
        announced_at=outage.announced_at,
    )
