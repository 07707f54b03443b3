"""Mails about requests for a role: to who manages the accesses, then to who asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import translation

from enterprises.email_context import link_to, write
from enterprises.permissions import Role

if TYPE_CHECKING:
    from datetime import date

    from enterprises.models import AccessRequest


def tell_managers(access_request: AccessRequest) -> None:
    """Tell every access manager that somebody asks; names and messages stay on the page."""
    enterprise = access_request.enterprise
    url = link_to("enterprises:answer_request", space=enterprise.number, request_id=str(access_request.pk))
    for designation in enterprise.gap_designations.current().select_related("user"):
        role = _in_words(access_request.role, designation.user.language)
        write(designation.user, "access_requested", enterprise, role=role, request_url=url)


def tell_granted(access_request: AccessRequest, starts_on: date) -> None:
    """Tell who asked which role they have, and from when."""
    person, enterprise = access_request.requested_by, access_request.enterprise
    url = link_to("dossiers:dashboard", space=enterprise.number)
    role = _in_words(access_request.granted_role, person.language)
    write(person, "access_granted", enterprise, role=role, starts_on=starts_on, space_url=url)


def tell_declined(access_request: AccessRequest) -> None:
    """Tell who asked that the answer is no, and why."""
    url = link_to("enterprises:my_requests")
    reason = access_request.refusal_reason
    write(
        access_request.requested_by,
        "access_declined",
        access_request.enterprise,
        reason=reason,
        requests_url=url,
    )


def _in_words(role: str, language: str) -> str:
    with translation.override(language):
        return str(Role(role).label)
