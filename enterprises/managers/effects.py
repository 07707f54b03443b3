"""What goes when somebody stops managing the accesses: pages count what services end (ADR 0048)."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from enterprises.endings.effects import Effects
from enterprises.invitations.models import is_meant, normalised
from enterprises.rights.models import GapDesignation

if TYPE_CHECKING:
    from accounts.models import User
    from enterprises.invitations.models import Invitation
    from enterprises.managers.models import GapProposal
    from enterprises.register.models import Enterprise

Kind, EndReason = GapDesignation.Kind, GapDesignation.EndReason


@dataclass(frozen=True, slots=True, kw_only=True)
class DesignationEffects(Effects):
    """What goes with a designation, the open proposals of who held it too."""

    proposals: list[GapProposal] = field(default_factory=list)


def of_designation(
    designation: GapDesignation,
    *,
    reason: GapDesignation.EndReason = EndReason.ENDED,
    successor: User | None = None,
) -> DesignationEffects:
    """Return what goes when a person no longer manages the accesses.

    Their invitations pass to ``successor``, else to who goes on managing, the main manager first; never to
    the person invited. Invitations sent to their own address stay: somebody else chose to give them a role.
    """
    if designation.ended_at:
        return DesignationEffects()
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
    return DesignationEffects(
        handed=handed, revoked=revoked, proposals=list(proposals), leaves_nobody=not heirs
    )


def in_the_way(enterprise: Enterprise, person: User) -> list[GapDesignation]:
    """Return the designations that give way when ``person`` becomes the main manager."""
    current = enterprise.gap_designations.current().select_related("enterprise", "user")
    return [one for one in current if one.user_id == person.pk or one.kind == Kind.PRINCIPAL]


def of_replacement(enterprise: Enterprise, person: User) -> DesignationEffects:
    """Return what goes when ``person`` becomes the main manager: their predecessor's, other proposals."""
    open_ones = list(enterprise.gap_proposals.open().filter(kind=Kind.PRINCIPAL))
    replaced = replaced_by(enterprise, person)
    if replaced is None:
        return DesignationEffects(proposals=open_ones)
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
