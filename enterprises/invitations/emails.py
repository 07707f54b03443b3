"""Mails about invitations: the link to the invitee, the answer to who invited."""

from __future__ import annotations

from typing import TYPE_CHECKING

from enterprises.rights.emails import NOTHING, SETTLED, link_to, of_enterprise, write
from enterprises.rights.permissions import Role
from monespace.mail.addresses import Correspondent
from monespace.mail.causes import cause_of
from monespace.mail.kinds import MailKind, Unlimited
from monespace.mail.services import send_mail
from monespace.mail.words import quoted

if TYPE_CHECKING:
    from enterprises.invitations.models import Invitation
    from enterprises.rights.actor import Actor
    from monespace.mail.causes import Cause

INVITED = MailKind("invitation", "letters")
ANSWERED = MailKind("invitation_answered", Unlimited.ANSWER)


def send_link(*, cause: Cause, invitation: Invitation, token: str, is_reminder: bool = False) -> None:
    """Send the link to the invitee, in the language the GAP chose; it is nowhere else."""
    context = {
        **of_enterprise(invitation.enterprise, invitation.language),
        "inviter_name": invitation.created_by.display_name,
        "successor_name": invitation.handed_to.display_name if invitation.handed_to else "",
        "role": Role(invitation.role).label,
        "ends_on": invitation.ends_on,
        "expires_at": invitation.expires_at,
        "personal_message": quoted(invitation.message),
        "is_reminder": is_reminder,
    }
    send_mail(
        kind=INVITED,
        to_user=Correspondent(invitation.expected_name, invitation.email),
        context=context,
        language=invitation.language,
        secret=link_to("enterprises:invitation", token=token),
        cause=cause,
    )


def tell_answer(*, invitation: Invitation) -> None:
    """Tell who answers for it what the answer is; who answered stands on the page it leads to."""
    write(
        invitation.answered_for_by,
        ANSWERED,
        invitation.enterprise,
        standing=invitation.standing.value,
        invitee=invitation.invitee,
        members_url=link_to("enterprises:members", space=invitation.enterprise.number),
    )


def tell_refused(*, actor: Actor, invitation: Invitation) -> None:
    """Tell who accepted that the enterprise did not expect them."""
    if invitation.accepted_by is not None:
        write(
            invitation.accepted_by,
            SETTLED,
            invitation.enterprise,
            cause=cause_of(actor),
            outcome="refused",
            **NOTHING,
        )
