"""How each kind of notice comes about in a world of tests: an event of a dossier, then the outbox."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dossiers.states import DossierEvent
from enterprises.rights.permissions import Role
from monespace.outbox.testing import drain
from tests.digests.scene import morning, pacing, waits
from tests.notices.scene import company_dossier, happen

if TYPE_CHECKING:
    from collections.abc import Callable


def told_of(event: DossierEvent) -> Callable[[Any], Callable[[], Any]]:
    """Make the act of telling the person of an event of their dossier."""

    def act(world: Any) -> Callable[[], Any]:
        dossier = company_dossier(owner_enterprise=world.enterprise, created_by=world.person)
        world.member(user=world.person, role=Role.PROPRIETAIRE)
        happen(dossier, event)
        return drain

    return act


def untold(world: Any) -> Callable[[], Any]:
    happen(company_dossier(owner_enterprise=world.enterprise, created_by=world.person), DossierEvent.ASK)
    return drain


def digest(world: Any) -> Callable[[], Any]:
    dossier = company_dossier(owner_enterprise=world.enterprise, created_by=world.person)
    world.member(user=pacing(world.person, "daily"), role=Role.PROPRIETAIRE)
    waits(dossier)
    return morning


NOTICES = {
    "dossier_news": told_of(DossierEvent.TAKE_UP),
    "dossier_call": told_of(DossierEvent.ASK),
    "dossier_untold": untold,
    "dossier_digest": digest,
}
