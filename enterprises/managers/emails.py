"""Mails about access managers: proposed, designated, ended; a vacancy."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import translation

from enterprises.rights.emails import link_to, of_enterprise, write
from monespace.common.text import isolated
from monespace.mail.addresses import Correspondent
from monespace.mail.causes import cause_of
from monespace.mail.kinds import MailKind, Unlimited
from monespace.mail.services import send_mail
from monespace.mail.words import quoted

if TYPE_CHECKING:
    from accounts.models import User
    from enterprises.endings.effects import Effects
    from enterprises.managers.models import GapProposal
    from enterprises.register.models import Enterprise
    from enterprises.rights.models import GapDesignation
    from monespace.common.authors import Author


DESIGNATED = MailKind("gap_designated", "notices")
ENDED = MailKind("gap_ended", "endings", is_left_out=True)
HANDED = MailKind("invitations_handed", "endings", is_left_out=True)
VACANT = MailKind("gap_vacant", "endings", is_left_out=True)
PROPOSED = MailKind("gap_proposed", "letters")
ACCEPTED = MailKind("gap_accepted", Unlimited.ANSWER)
TO_CONFIRM = MailKind("gap_to_confirm", Unlimited.ANSWER)
DECLINED = MailKind("gap_declined", Unlimited.ANSWER)


def tell_designated(actor: Author, designation: GapDesignation) -> None:
    """Tell the person that they manage the accesses, and where."""
    enterprise = designation.enterprise
    url = link_to("enterprises:members", space=enterprise.number)
    write(
        designation.user,
        DESIGNATED,
        enterprise,
        cause=cause_of(actor),
        designated_as=designation.kind,
        members_url=url,
    )


def tell_ended(actor: Author, designation: GapDesignation, goes: Effects) -> None:
    """Tell the person that they no longer manage the accesses, why, and what became of their invitations."""
    with translation.override(designation.user.language):
        reason = designation.get_end_reason_display()
    by_register = designation.end_reason == designation.EndReason.FUNCTION_ENDED
    url = link_to("enterprises:represent") if by_register else ""
    write(
        designation.user,
        ENDED,
        designation.enterprise,
        cause=cause_of(actor),
        reason=reason,
        note=isolated(quoted(designation.end_note)),
        represent_url=url,
        handed=sum(map(len, goes.handed.values())),
        revoked=len(goes.revoked),
    )


def tell_handed(actor: Author, designation: GapDesignation, heir: User, number: int) -> None:
    """Tell who goes on managing that invitations of a colleague who left are theirs now."""
    enterprise = designation.enterprise
    url = link_to("enterprises:members", space=enterprise.number)
    write(heir, HANDED, enterprise, cause=cause_of(actor), number=number, members_url=url)


def tell_vacancy(actor: Author, enterprise: Enterprise) -> None:
    """Tell the members that nobody manages the accesses now, and what brings somebody."""
    url = link_to("enterprises:gap", space=enterprise.number)
    for membership in enterprise.memberships.current().select_related("user"):
        write(membership.user, VACANT, enterprise, cause=cause_of(actor), gap_url=url)


def send_proposal(actor: Author, proposal: GapProposal, token: str) -> None:
    """Send the link, sealed until then; it is nowhere else."""
    context = {
        **of_enterprise(proposal.enterprise, proposal.language),
        "proposer_name": proposal.created_by.display_name,
        "kind": proposal.kind,
        "expires_at": proposal.expires_at,
    }
    to = Correspondent(proposal.proposed_name, proposal.email)
    send_mail(
        kind=PROPOSED,
        to_user=to,
        context=context,
        language=proposal.language,
        secret=link_to("enterprises:proposal", token=token),
        cause=cause_of(actor),
    )


def tell_accepted(proposal: GapProposal) -> None:
    """Tell who proposed that it is done, or that the name is to be confirmed; names stay on the page."""
    kind = ACCEPTED if proposal.designation_id else TO_CONFIRM
    write(proposal.created_by, kind, proposal.enterprise, proposal_url=_back(proposal))


def tell_declined(proposal: GapProposal) -> None:
    """Tell who proposed that the answer is no."""
    write(proposal.created_by, DECLINED, proposal.enterprise, proposal_url=_back(proposal))


def _back(proposal: GapProposal) -> str:
    """Return where who proposed goes on: the representative's page, or the enterprise's own."""
    number = proposal.enterprise.number
    if proposal.representation_id:
        return link_to("enterprises:designate", number=number)
    return link_to("enterprises:gap", space=number)
