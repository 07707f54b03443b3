"""A person's rights in a space as they are now, and the check that services and views share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from enterprises.rights.actor import Actor
from enterprises.rights.explain import explain
from enterprises.rights.spaces import CITIZEN_KEY, Space, enterprise_card
from monespace.common.errors import Forbidden, NotVisible

if TYPE_CHECKING:
    from accounts.models import User
    from enterprises.rights.explain import Target
    from enterprises.rights.permissions import Permission
    from monespace.common.authors import System
    from monespace.common.levels import Level


def enter(user: User, space_key: str, *, level: Level, method: str) -> Actor:
    """Return ``user`` as an actor with the rights of now, read in one query; raise NotVisible without any."""
    if space_key == CITIZEN_KEY:
        return Actor(user=user, space=Space(user=user), level=level, method=method)
    card = enterprise_card(user, space_key)
    if card is None:
        raise NotVisible
    return Actor(
        user=user,
        space=card.space,
        role=card.held_role,
        is_gap=card.gap_kind is not None,
        mandate=card.mandate,
        scope=card.scope,
        use=card.use,
        level=level,
        method=method,
    )


def require(actor: Actor | System, permission: Permission, target: Target = None) -> None:
    """Raise Forbidden, with the reason and who can help, unless ``actor`` has ``permission``."""
    explanation = explain(actor, permission, target)
    if not explanation.allowed:
        raise Forbidden(permission, message=explanation.reason)


def require_now(actor: Actor | System, permission: Permission, target: Target = None) -> None:
    """Do as ``require`` with rights read anew: for services, once they hold the lock they need.

    Raise NotVisible when the person reaches other dossiers than when the request began: what was read for it
    may be out of reach.
    """
    if isinstance(actor, Actor):
        now = enter(actor.user, actor.space.key, level=actor.level, method=actor.method)
        if (now.scope, now.mandate) != (actor.scope, actor.mandate):
            raise NotVisible
        actor = now
    require(actor, permission, target)
