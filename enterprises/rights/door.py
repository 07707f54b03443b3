"""The door of a space: who is asking, with the rights of now, and whether they may (ADR 0013)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from accounts.levels import session_level, session_method
from enterprises.rights.checks import enter, require
from enterprises.rights.past_access import AccessEnded, past_access
from enterprises.rights.permissions import Permission
from enterprises.rights.services import note_use
from monespace.common.errors import NotVisible

if TYPE_CHECKING:
    from django.http import HttpRequest

    from enterprises.register.models import Enterprise
    from enterprises.rights.actor import Actor


def get_actor(request: HttpRequest, space_key: str) -> Actor:
    """Return who acts in the space ``space_key``; a space they may not enter does not exist for them.

    Whoever sends something in an enterprise's space uses their access to it today.
    Who had access to it once knows it: they are told that it ended, and when (AccessEnded, ADR 0033).
    """
    if not request.user.is_authenticated:
        raise NotVisible
    level, method = session_level(request), session_method(request)
    try:
        actor = enter(request.user, space_key, level=level, method=method)
    except NotVisible:
        if past := past_access(request.user, space_key):
            raise AccessEnded(past) from None
        raise
    if request.method == "POST" and not actor.space.is_citizen:
        note_use(actor=actor)
    request.actor = actor  # type: ignore[attr-defined]  # read by the context processor
    return actor


def get_enterprise_actor(request: HttpRequest, space_key: str) -> tuple[Actor, Enterprise]:
    """Return who acts in an enterprise, as a member or by mandate, and that enterprise."""
    actor = get_actor(request, space_key)
    if actor.space.enterprise is None:
        raise NotVisible
    return actor, actor.space.enterprise


def get_insider(request: HttpRequest, space_key: str, permission: Permission) -> tuple[Actor, Enterprise]:
    """Return who acts in an enterprise with ``permission``, and that enterprise."""
    actor, enterprise = get_enterprise_actor(request, space_key)
    require(actor, permission)
    return actor, enterprise


def get_manager(request: HttpRequest, space_key: str) -> tuple[Actor, Enterprise]:
    """Return who manages the accesses of an enterprise, and the enterprise."""
    return get_insider(request, space_key, Permission.MANAGE_MEMBERS)
