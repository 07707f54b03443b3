"""The door of a space: who is asking, with the rights of now, and whether they may (ADR 0013)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from accounts.levels import session_level, session_method
from enterprises.rights import enter, require
from monespace.common.errors import NotVisible

if TYPE_CHECKING:
    from django.http import HttpRequest

    from enterprises.actor import Actor

__all__ = ["get_actor", "require"]


def get_actor(request: HttpRequest, space_key: str) -> Actor:
    """Return who acts in the space ``space_key``; a space they may not enter does not exist for them."""
    if not request.user.is_authenticated:
        raise NotVisible
    actor = enter(request.user, space_key, level=session_level(request), method=session_method(request))
    request.actor = actor  # type: ignore[attr-defined]  # read by the context processor
    return actor
