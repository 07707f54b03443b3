"""Reads for the pages about access."""

from __future__ import annotations

from typing import TYPE_CHECKING

from enterprises.invitations.models import Invitation, Standing
from monespace.common.db import get_or_none, get_or_not_visible

if TYPE_CHECKING:
    from uuid import UUID

    from enterprises.register.models import Enterprise


def invitation_of(token: str) -> Invitation | None:
    """Return the invitation whose link has this token, with its enterprise and people."""
    return get_or_none(Invitation.objects.of_token(token))


def pending_invitations(enterprise: Enterprise) -> list[Invitation]:
    """Return the invitations that wait for somebody, those that wait for a GAP first, in one query."""
    waiting = enterprise.invitations.waiting_for_gap_or_invitee()
    return sorted(waiting, key=lambda invitation: invitation.standing != Standing.TO_CONFIRM)


def get_invitation(enterprise: Enterprise, invitation_id: UUID) -> Invitation:
    """Return an invitation of the enterprise; any other does not exist."""
    return get_or_not_visible(enterprise.invitations.with_people().filter(pk=invitation_id))
