"""Makes an outage of what a system says, and announces it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pydantic.alias_generators import to_camel

from api.problems.kinds import bad_request, issue
from dossiers.deadlines.models import Outage
from dossiers.deadlines.outage_services import announce_by_system
from dossiers.deadlines.outage_terms import wrong_terms

if TYPE_CHECKING:
    from uuid import UUID

    from api.outages import schemas
    from dossiers.clients.actors import ServiceClient

WRONG: Final = {
    "ended_on": "It ends on the day it began or later, within a year.",
    "extra_days": "Say extraDays or extendedTo, one of both.",
    "extended_to": "This day is not before the end of the outage, and within a year of it.",
}


def announce(*, actor: ServiceClient, outage_id: UUID, said: schemas.Terms) -> Outage:
    """Announce an outage of démarches of the system's services. Raises a Problem, and as the service does."""
    terms = said.model_dump(include={"began_on", "ended_on", "extra_days", "extended_to"})
    if wrong := wrong_terms(**terms):
        raise bad_request(*(issue(to_camel(name), "body", "invalidInput", WRONG[name]) for name in wrong))
    outage = Outage(
        pk=outage_id,
        for_all=False,
        demarches=sorted(set(said.demarches)),
        cause=said.cause.model_dump(exclude_none=True),
        legal_basis=said.legal_basis.model_dump(exclude_none=True),
        **terms,
    )
    return announce_by_system(actor=actor, outage=outage)
