"""Why a person cannot accept an invitation: one reason, hence one page, each (ADR 0032)."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from enterprises.models.invitations import Standing
from enterprises.permissions import Permission, permissions_of
from enterprises.spaces import enterprise_card

if TYPE_CHECKING:
    from accounts.models import User
    from enterprises.models import Invitation


class Hindrance(StrEnum):
    """What stands in the way of accepting."""

    UNKNOWN = "unknown"
    YOURS = "yours"
    AWAITS_GAP = "awaits_gap"
    NOT_CONFIRMED = "not_confirmed"
    USED = "used"
    DECLINED = "declined"
    REVOKED = "revoked"
    EXPIRED = "expired"
    STOPPED = "stopped"
    PLACE_CLOSED = "place_closed"
    INVITER_GONE = "inviter_gone"
    OWN = "own"
    MEMBER = "member"


ANSWERED_BY_YOU = {
    Standing.ACCEPTED: Hindrance.YOURS,
    Standing.TO_CONFIRM: Hindrance.AWAITS_GAP,
    Standing.REFUSED: Hindrance.NOT_CONFIRMED,
}
OVER = {
    Standing.ACCEPTED: Hindrance.USED,
    Standing.TO_CONFIRM: Hindrance.USED,
    Standing.REFUSED: Hindrance.USED,
    Standing.DECLINED: Hindrance.DECLINED,
    Standing.REVOKED: Hindrance.REVOKED,
    Standing.EXPIRED: Hindrance.EXPIRED,
}


def hindrance(invitation: Invitation, user: User | None) -> Hindrance | None:
    """Return why ``user`` cannot accept, None if they can; of a visitor only the invitation is judged."""
    standing = invitation.standing
    if user is not None and invitation.accepted_by_id == user.pk:
        return ANSWERED_BY_YOU[standing]
    if standing in OVER:
        return OVER[standing]
    if invitation.enterprise.has_stopped:
        return Hindrance.STOPPED
    if invitation.establishment and invitation.establishment.has_stopped:
        return Hindrance.PLACE_CLOSED
    if not inviter_may_still(invitation):
        return Hindrance.INVITER_GONE
    return None if user is None else _hindrance_of_person(invitation, user)


def _hindrance_of_person(invitation: Invitation, user: User) -> Hindrance | None:
    if user.pk in {invitation.created_by_id, invitation.handed_to_id}:
        return Hindrance.OWN
    return Hindrance.MEMBER if invitation.enterprise.memberships.open().filter(user=user).exists() else None


def inviter_may_still(invitation: Invitation) -> bool:
    """Whether who answers for it may still give accesses: an invitation is worth their rights of now."""
    card = enterprise_card(invitation.answered_for_by, invitation.enterprise.number)
    if card is None:
        return False
    return Permission.MANAGE_MEMBERS in permissions_of(card.held_role, is_gap=card.gap_kind is not None)
