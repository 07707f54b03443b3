"""Mails about access managers: proposed, designated, ended; a vacancy."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import translation

from enterprises.email_context import link_to, of_enterprise, write
from monespace.common.text import isolated
from monespace.mail.correspondents import Correspondent
from monespace.mail.services import send_mail

if TYPE_CHECKING:
    from accounts.models import User
    from enterprises.endings.effects import Effects
    from enterprises.models import Enterprise, GapDesignation, GapProposal


def tell_designated(designation: GapDesignation) -> None:
    """Tell the person that they manage the accesses, and where."""
    enterprise = designation.enterprise
    url = link_to("enterprises:members", space=enterprise.number)
    write(designation.user, "gap_designated", enterprise, kind=designation.kind, members_url=url)


def tell_ended(designation: GapDesignation, goes: Effects) -> None:
    """Tell the person that they no longer manage the accesses, why, and what became of their invitations."""
    with translation.override(designation.user.language):
        reason = designation.get_end_reason_display()
    by_register = designation.end_reason == designation.EndReason.FUNCTION_ENDED
    url = link_to("enterprises:represent") if by_register else ""
    write(
        designation.user,
        "gap_ended",
        designation.enterprise,
        reason=reason,
        note=isolated(designation.end_note),
        represent_url=url,
        handed=sum(map(len, goes.handed.values())),
        revoked=len(goes.revoked),
    )


def tell_handed(designation: GapDesignation, heir: User, number: int) -> None:
    """Tell who goes on managing that invitations of a colleague who left are theirs now."""
    enterprise = designation.enterprise
    url = link_to("enterprises:members", space=enterprise.number)
    write(heir, "invitations_handed", enterprise, number=number, members_url=url)


def tell_vacancy(enterprise: Enterprise) -> None:
    """Tell the members that nobody manages the accesses now, and what brings somebody."""
    url = link_to("enterprises:gap", space=enterprise.number)
    for membership in enterprise.memberships.current().select_related("user"):
        write(membership.user, "gap_vacant", enterprise, gap_url=url)


def send_proposal(proposal: GapProposal, token: str) -> None:
    """Send the link, sealed until then; it is nowhere else."""
    context = {
        **of_enterprise(proposal.enterprise, proposal.language),
        "proposer_name": proposal.created_by.display_name,
        "kind": proposal.kind,
        "expires_at": proposal.expires_at,
    }
    to = Correspondent(proposal.proposed_name, proposal.email)
    send_mail(
        to_user=to,
        template="gap_proposed",
        context=context,
        language=proposal.language,
        secret=link_to("enterprises:proposal", token=token),
    )


def tell_accepted(proposal: GapProposal) -> None:
    """Tell who proposed that it is done, or that the name is to be confirmed; names stay on the page."""
    template = "gap_accepted" if proposal.designation_id else "gap_to_confirm"
    write(proposal.created_by, template, proposal.enterprise, proposal_url=_back(proposal))


def tell_declined(proposal: GapProposal) -> None:
    """Tell who proposed that the answer is no."""
    write(proposal.created_by, "gap_declined", proposal.enterprise, proposal_url=_back(proposal))


def _back(proposal: GapProposal) -> str:
    """Return where who proposed goes on: the representative's page, or the enterprise's own."""
    number = proposal.enterprise.number
    if proposal.representation_id:
        return link_to("enterprises:designate", number=number)
    return link_to("enterprises:gap", space=number)
