"""Mails about requests to be recorded as access manager: to who asked, and to who manages the accesses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import translation

from enterprises.rights.emails import link_to, write
from monespace.mail.budgets import clear
from monespace.mail.causes import cause_of
from monespace.mail.kinds import MailKind, Unlimited
from monespace.mail.words import quoted

if TYPE_CHECKING:
    from accounts.models import User
    from enterprises.gap_requests.models import GapRequest


RECEIVED = MailKind("gap_request_received", Unlimited.OWN)
REFUSED = MailKind("gap_request_refused", "notices")
ASKED = MailKind("gap_request_asked", "notices")
RECORDED = MailKind("gap_request_recorded", "notices")


def tell_received(gap_request: GapRequest) -> None:
    """Tell who asked that the request is there, under which reference, and what follows."""
    _tell_requester(gap_request.requested_by, gap_request, RECEIVED)


def tell_refused(actor: User, gap_request: GapRequest) -> None:
    """Tell who asked that the answer is no, why, and what they can do."""
    with translation.override(gap_request.requested_by.language):
        reason = str(gap_request.get_refusal_display())
    _tell_requester(
        actor, gap_request, REFUSED, reason=reason, explanation=quoted(gap_request.explanation, longest=None)
    )


def tell_managers_asked(gap_request: GapRequest) -> None:
    """Tell who manages the accesses that somebody asks to; a name stays with the agents."""
    _tell_managers(gap_request.requested_by, gap_request, ASKED)


def tell_managers_recorded(actor: User, gap_request: GapRequest) -> None:
    """Tell those who stay in office that somebody was recorded; who is replaced is told by ``close``."""
    _tell_managers(actor, gap_request, RECORDED)


def _tell_requester(actor: User, gap_request: GapRequest, kind: MailKind, **context: str) -> None:
    url = link_to("enterprises:gap_request", request_id=str(gap_request.pk))
    write(
        gap_request.requested_by,
        kind,
        gap_request.enterprise,
        cause=cause_of(actor),
        reference=gap_request.reference,
        request_url=url,
        **context,
    )


def _tell_managers(actor: User, gap_request: GapRequest, kind: MailKind) -> None:
    enterprise = gap_request.enterprise
    url = link_to("enterprises:members", space=enterprise.number)
    others = enterprise.gap_designations.current().exclude(user=gap_request.requested_by_id)
    people, cause = [designation.user for designation in others.select_related("user")], cause_of(actor)
    clear(kind=kind, cause=cause, addresses=[person.email for person in people])
    for person in people:
        write(person, kind, enterprise, cause=cause, reference=gap_request.reference, members_url=url)
