"""What goes when an access, a designation or a mandate ends: pages count what services end (ADR 0048)."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from enterprises.endings.drafts import drafts_left
from enterprises.invitations.invitees import is_meant, normalised
from enterprises.rights.models import GapDesignation
from enterprises.rights.people_with_access import people_with_access

if TYPE_CHECKING:
    from accounts.models import User
    from enterprises.invitations.models import Invitation
    from enterprises.managers.models import GapProposal
    from enterprises.register.models import Enterprise
    from enterprises.rights.mandate_models import Mandate
    from enterprises.rights.models import Membership

Kind, EndReason = GapDesignation.Kind, GapDesignation.EndReason


@dataclass(frozen=True, slots=True, kw_only=True)
class Effects:
    """What goes with an ending as things stand: nothing when it has ended already.

    ``handed`` are unanswered invitations by the manager who answers for them from then on, ``revoked`` those
    that end. ``drafts`` stay with the enterprise; ``staff`` lose the space that a mandate opened to them.
    """

    handed: dict[User, list[Invitation]] = field(default_factory=dict)
    revoked: list[Invitation] = field(default_factory=list)
    proposals: list[GapProposal] = field(default_factory=list)
    drafts: int = 0
    staff: list[User] = field(default_factory=list)
    leaves_nobody: bool = False

    @property
    def invitation_count(self) -> int:
        """How many invitations it concerns, wherever they go."""
        return len(self.revoked) + sum(map(len, self.handed.values()))


def of_designation(
    designation: GapDesignation,
    *,
    reason: GapDesignation.EndReason = EndReason.ENDED,
    successor: User | None = None,
) -> Effects:
    """Return what goes when a person no longer manages the accesses.

    Their invitations pass to ``successor``, else to who goes on managing, the main manager first; never to
    the person invited. Invitations sent to their own address stay: somebody else chose to give them a role.
    """
    if designation.ended_at:
        return Effects()
    enterprise, person = designation.enterprise, designation.user
    heirs = _heirs(designation, successor)
    handed: dict[User, list[Invitation]] = {}
    revoked: list[Invitation] = []
    for invitation in enterprise.invitations.answered_for_by(person).unanswered().with_people():
        heir = next((one for one in heirs if not _is_invitee(invitation, one)), None)
        (revoked if heir is None else handed.setdefault(heir, [])).append(invitation)
    proposals = enterprise.gap_proposals.open().filter(created_by=person)
    if reason != EndReason.FUNCTION_ENDED:  # who still represents proposes as such
        proposals = proposals.filter(representation=None)
    return Effects(handed=handed, revoked=revoked, proposals=list(proposals), leaves_nobody=not heirs)


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


def in_the_way(enterprise: Enterprise, person: User) -> list[GapDesignation]:
    """Return the designations that give way when ``person`` becomes the main manager."""
    current = enterprise.gap_designations.current().select_related("enterprise", "user")
    return [one for one in current if one.user_id == person.pk or one.kind == Kind.PRINCIPAL]


def of_replacement(enterprise: Enterprise, person: User) -> Effects:
    """Return what goes when ``person`` becomes the main manager: their predecessor's, other proposals."""
    open_ones = list(enterprise.gap_proposals.open().filter(kind=Kind.PRINCIPAL))
    replaced = replaced_by(enterprise, person)
    if replaced is None:
        return Effects(proposals=open_ones)
    goes = of_designation(replaced, reason=EndReason.REPLACED, successor=person)
    return replace(goes, proposals=[*goes.proposals, *open_ones])


def replaced_by(enterprise: Enterprise, person: User) -> GapDesignation | None:
    """Return the designation of somebody else that ends when ``person`` becomes the main manager."""
    found = in_the_way(enterprise, person)
    return next((one for one in found if one.user_id != person.pk), None)


def _is_invitee(invitation: Invitation, heir: User) -> bool:
    """Whether it was sent to the address of ``heir``, or under their name to another address of theirs."""
    return invitation.email == normalised(heir.email) or is_meant(invitation, heir)


def _heirs(designation: GapDesignation, successor: User | None) -> list[User]:
    """Return who may take over, the first choice first."""
    current = designation.enterprise.gap_designations.current().exclude(user=designation.user)
    others = sorted(
        current.select_related("user"), key=lambda one: (one.kind != Kind.PRINCIPAL, one.designated_at)
    )
    return list(dict.fromkeys([*([successor] if successor else []), *(one.user for one in others)]))
