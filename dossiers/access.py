"""The only door to a dossier: opened by the rights and the level of now, or not there (ADR 0013, 0025)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dossiers.catalogue.published import published_definition, published_version
from dossiers.dossier.errors import SurerSignInNeeded
from dossiers.dossier.models import Dossier
from enterprises.rights.checks import require, require_now
from enterprises.rights.permissions import Permission
from monespace.common.db import get_or_not_visible
from monespace.common.levels import Level

if TYPE_CHECKING:
    from uuid import UUID

    from dossiers.dossier.querysets import DossierQuerySet
    from dossiers.engine.schema import Definition
    from enterprises.rights.actor import Actor


def get_dossier(
    actor: Actor,
    dossier_id: UUID,
    permission: Permission,
    *,
    among: DossierQuerySet | None = None,
    at_any_level: bool = False,
) -> Dossier:
    """Return the dossier of the actor's space, its démarche and enterprise loaded, in one query.

    ``among`` is for who needs more of the dossier in that same query; ``at_any_level`` is for who shows
    nothing of it before ``require_level``.

    A dossier of another space does not exist for the actor (NotVisible, 404). Who may read no dossier of the
    space, or not handle this one that way, is told the reason and who can help (Forbidden, 403). Who signed
    in less surely than its démarche asks is led to identify again (SurerSignInNeeded).
    """
    require(actor, Permission.READ_DOSSIERS)
    dossiers = Dossier.objects.all() if among is None else among
    dossier = get_or_not_visible(dossiers.visible_to(actor).filter(pk=dossier_id))
    require(actor, permission)
    dossier.demarche_version = published_version(dossier.demarche_version_id)
    dossier.owner_enterprise = actor.space.enterprise
    if not at_any_level:
        require_level(actor, published_definition(dossier.demarche_version))
    return dossier


def lock_dossier(*, actor: Actor, dossier_id: UUID, permission: Permission) -> Dossier:
    """Return the dossier, locked until the transaction ends, once ``permission`` was read anew.

    For services that bind the people of a dossier: whoever changes its state waits for their turn. Raises
    NotVisible and Forbidden as get_dossier does.
    """
    require(actor, Permission.READ_DOSSIERS)
    dossier = get_or_not_visible(Dossier.objects.visible_to(actor).select_for_update().filter(pk=dossier_id))
    require_now(actor, permission)
    return dossier


def require_level(actor: Actor, definition: Definition) -> None:
    """Raise SurerSignInNeeded unless the actor signed in as surely as the démarche asks."""
    if actor.level < definition.level:
        raise SurerSignInNeeded("level", level=Level(definition.level))
