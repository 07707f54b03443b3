"""The door of a space: who is asking, with the rights of now, and whether they may (ADR 0013)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from accounts.errors import IdentifyAgain
from accounts.levels import session_level, session_method
from accounts.person import person_of
from enterprises.errors import NotRepresentative
from enterprises.past_access import AccessEnded, past_access
from enterprises.permissions import Permission
from enterprises.representatives import find_representative
from enterprises.rights import enter, require
from enterprises.services.uses import note_use
from monespace.common.db import get_or_not_visible
from monespace.common.errors import NotVisible
from monespace.common.levels import Level

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest

    from enterprises.actor import Actor
    from enterprises.models import Enterprise, Invitation, Membership
    from enterprises.representatives import Representative


def get_actor(request: HttpRequest, space_key: str) -> Actor:
    """Return who acts in the space ``space_key``; a space they may not enter does not exist for them.

    Whoever sends something uses their access today.
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
    if request.method == "POST":
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


def get_invitation(enterprise: Enterprise, invitation_id: UUID) -> Invitation:
    """Return an invitation of the enterprise; any other does not exist."""
    return get_or_not_visible(enterprise.invitations.with_people().filter(pk=invitation_id))


def get_membership(enterprise: Enterprise, membership_id: UUID) -> Membership:
    """Return an access to the enterprise, ended ones included; any other does not exist."""
    found = enterprise.memberships.select_related("user", "enterprise").filter(pk=membership_id)
    return get_or_not_visible(found)


def get_representative(request: HttpRequest, number: str) -> Representative:
    """Return who represents the enterprise by a recent answer of the BCE. Raises NotRepresentative."""
    require_card(request)
    representative = find_representative(person_of(request), number)
    if representative is None:
        raise NotRepresentative
    return representative


def require_card(request: HttpRequest) -> None:
    """Ask for the electronic identity card: who designates an access manager binds the enterprise."""
    if session_level(request) < Level.EID:
        raise IdentifyAgain("level", level=Level.EID, fresh=True)
