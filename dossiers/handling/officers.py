"""A case officer, and the door through which he reaches the dossiers of his services."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dossiers.dossier.models import Dossier
from dossiers.handling.models import Case, ServiceMember
from monespace.common.db import get_or_not_visible, require_transaction

if TYPE_CHECKING:
    from uuid import UUID

    from accounts.models import User
    from dossiers.handling.querysets import CaseQuerySet


@dataclass(frozen=True, slots=True)
class Officer:
    """An agent who handles the dossiers of some services: what the services of this folder take as actor."""

    user: User
    services: frozenset[str]
    on_behalf_of: str = ""


def officer_of(user: User) -> Officer:
    """Return ``user`` as a case officer with the services of now; none for who is no case officer."""
    places = ServiceMember.objects.current().filter(user=user)
    return Officer(user=user, services=frozenset(places.values_list("service", flat=True)))


def get_case(actor: Officer, dossier_id: UUID, *, among: CaseQuerySet | None = None) -> Case:
    """Return the case, its dossier and owner loaded; NotVisible outside the services of the officer."""
    found = Case.objects.all() if among is None else among
    cases = found.of_service(actor.services).with_dossier()
    return get_or_not_visible(cases.filter(dossier=dossier_id))


def lock_case(*, actor: Officer, dossier_id: UUID) -> Case:
    """Return the case with its dossier locked, for the officer's services as they are now (NotVisible).

    Whoever changes a case or the state of its dossier locks the dossier first: they take turns.
    """
    require_transaction()
    dossier = get_or_not_visible(Dossier.objects.select_for_update().filter(pk=dossier_id))
    case = get_case(officer_of(actor.user), dossier_id)
    case.dossier.state = dossier.state
    return case
