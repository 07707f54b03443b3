"""What goes when an access or a mandate ends: pages count what services end (ADR 0048)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from enterprises.endings.drafts import drafts_left
from enterprises.rights.spaces import people_with_access

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.db.models import Model

    from accounts.models import User
    from enterprises.invitations.models import Invitation
    from enterprises.rights.mandate_models import Mandate
    from enterprises.rights.models import Membership


@dataclass(frozen=True, slots=True, kw_only=True)
class Effects:
    """What goes with an ending as things stand: nothing when it has ended already.

    ``handed`` are unanswered invitations by the manager who answers for them from then on, ``revoked`` those
    that end; ``proposals`` are of access managers. ``drafts`` stay with the enterprise; ``staff`` lose the
    space that a mandate opened to them.
    """

    handed: dict[User, list[Invitation]] = field(default_factory=dict)
    revoked: list[Invitation] = field(default_factory=list)
    proposals: Sequence[Model] = ()
    drafts: int = 0
    staff: list[User] = field(default_factory=list)
    leaves_nobody: bool = False

    @property
    def invitation_count(self) -> int:
        """How many invitations it concerns, wherever they go."""
        return len(self.revoked) + sum(map(len, self.handed.values()))


def of_membership(membership: Membership) -> Effects:
    """Return what goes with an access: invitations sent to the person; their drafts stay, for colleagues.

    What they sent as access manager goes with their designation, not with this.
    """
    if membership.ended_at:
        return Effects()
    enterprise, person = membership.enterprise, membership.user
    sent = enterprise.invitations.sent_to(person).unanswered().with_people()
    return Effects(revoked=list(sent), drafts=drafts_left(enterprise, [person]))


def of_mandate(mandate: Mandate) -> Effects:
    """Return what goes with a mandate: the client's space for those who act there by it; drafts stay."""
    staff = [actor.user for actor in people_with_access(mandate.client) if actor.mandate == mandate]
    return Effects(staff=staff, drafts=drafts_left(mandate.client, staff))
