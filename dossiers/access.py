"""The only door to a dossier: seen with the rights of now, or not there at all (ADR 0013)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dossiers.models import Dossier
from enterprises.access import require
from enterprises.permissions import Permission
from monespace.common.errors import NotVisible

if TYPE_CHECKING:
    from uuid import UUID

    from dossiers.following.querysets import DossierQuerySet
    from enterprises.actor import Actor


def get_dossier(
    actor: Actor, dossier_id: UUID, permission: Permission, *, among: DossierQuerySet | None = None
) -> Dossier:
    """Return the dossier of the actor's space, its démarche loaded but not its definition, in one query.

    ``among`` is for who needs more of the dossier in that same query.

    A dossier of another space does not exist for the actor (NotVisible, 404). Who may read no dossier of the
    space, or not handle this one that way, is told the reason and who can help (Forbidden, 403).
    """
    require(actor, Permission.READ_DOSSIERS)
    dossiers = Dossier.objects.all() if among is None else among
    dossier = dossiers.visible_to(actor).with_demarche().filter(pk=dossier_id).first()
    if dossier is None:
        raise NotVisible
    require(actor, permission)
    return dossier
