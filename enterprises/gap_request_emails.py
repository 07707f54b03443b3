"""Mails about requests to be recorded as access manager: to who asked, and to who manages the accesses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import translation

from enterprises.email_context import link_to, write

if TYPE_CHECKING:
    from enterprises.models import GapRequest


def tell_received(gap_request: GapRequest) -> None:
    """Tell who asked that the request is there, under which reference, and what follows."""
    _tell_requester(gap_request, "gap_request_received")


def tell_refused(gap_request: GapRequest) -> None:
    """Tell who asked that the answer is no, why, and what they can do."""
    with translation.override(gap_request.requested_by.language):
        reason = str(gap_request.get_refusal_display())
    _tell_requester(gap_request, "gap_request_refused", reason=reason, explanation=gap_request.explanation)


def tell_managers_asked(gap_request: GapRequest) -> None:
    """Tell who manages the accesses that somebody asks to; a name stays with the agents."""
    _tell_managers(gap_request, "gap_request_asked")


def tell_managers_recorded(gap_request: GapRequest) -> None:
    """Tell those who stay in office that somebody was recorded; who is replaced is told by ``close``."""
    _tell_managers(gap_request, "gap_request_recorded")


def _tell_requester(gap_request: GapRequest, template: str, **context: str) -> None:
    url = link_to("enterprises:gap_request", request_id=str(gap_request.pk))
    write(
        gap_request.requested_by,
        template,
        gap_request.enterprise,
        reference=gap_request.reference,
        request_url=url,
        **context,
    )


def _tell_managers(gap_request: GapRequest, template: str) -> None:
    enterprise = gap_request.enterprise
    url = link_to("enterprises:members", space=enterprise.number)
    others = enterprise.gap_designations.current().exclude(user=gap_request.requested_by_id)
    for designation in others.select_related("user"):
        write(designation.user, template, enterprise, reference=gap_request.reference, members_url=url)
