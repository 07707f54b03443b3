"""How each kind of notice comes about in a world of tests: an event of a dossier, then the outbox."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from dossiers.drafts.calendar_services import tell_due
from dossiers.models import Dossier
from dossiers.states import DossierEvent
from enterprises.rights.permissions import Role
from monespace.outbox.testing import drain
from tests.digests.scene import morning, pacing, waits
from tests.filling.factories import draft_of
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


def silent(days: int) -> Callable[[Any], Callable[[], Any]]:
    """Make the act of telling a person of a draft that nobody has changed for so many days."""

    def act(world: Any) -> Callable[[], Any]:
        world.member(user=world.person, role=Role.COLLABORATEUR)
        draft = draft_of(world.person, enterprise=world.enterprise)
        Dossier.objects.filter(pk=draft.pk).update(updated_at=timezone.now() - timedelta(days=days))
        return tell_due

    return act


NOTICES = {
    "dossier_news": told_of(DossierEvent.TAKE_UP),
    "dossier_call": told_of(DossierEvent.ASK),
    "dossier_untold": untold,
    "dossier_digest": digest,
    "draft_waiting": silent(8),
    "draft_ends": silent(80),
}
