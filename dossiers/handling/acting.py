"""Whoever acts for the competent service on a dossier: one of its officers, or a system (ADR 0080)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dossiers.clients.actors import ServiceClient, get_dossier, lock_dossier
from dossiers.handling.officers import Officer, get_case, lock_case
from dossiers.states import Party

if TYPE_CHECKING:
    from uuid import UUID

    from dossiers.clients.verbs import Verb
    from dossiers.dossier.models import Dossier

ServiceActor = Officer | ServiceClient


def find_dossier(actor: ServiceActor, dossier_id: UUID, verb: Verb) -> Dossier:
    """Return a dossier of the actor's services, if it is a system only to do ``verb``.

    Raises Forbidden, NotVisible.
    """
    if isinstance(actor, ServiceClient):
        return get_dossier(actor, dossier_id, verb)
    return get_case(actor, dossier_id).dossier


def hold_dossier(*, actor: ServiceActor, dossier_id: UUID, verb: Verb) -> Dossier:
    """Do as ``find_dossier`` by the rights of now, and lock the dossier until the transaction ends."""
    if isinstance(actor, ServiceClient):
        return lock_dossier(actor=actor, dossier_id=dossier_id, verb=verb)
    return lock_case(actor=actor, dossier_id=dossier_id).dossier


def party_of(actor: ServiceActor) -> Party:
    """Return as which party the actor moves a dossier."""
    return Party.CLIENT if isinstance(actor, ServiceClient) else Party.OFFICER
