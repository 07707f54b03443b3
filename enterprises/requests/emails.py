"""Mails about requests for a role: to who manages the accesses, then to who asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import translation

from enterprises.rights.emails import link_to, write
from enterprises.rights.permissions import Role
from monespace.mail.budgets import clear
from monespace.mail.causes import cause_of
from monespace.mail.kinds import MailKind
from monespace.mail.words import quoted

if TYPE_CHECKING:
    from datetime import date

    from enterprises.requests.models import AccessRequest
    from enterprises.rights.actor import Actor


REQUESTED = MailKind("access_requested", "notices")
GRANTED = MailKind("access_granted", "notices")
DECLINED = MailKind("access_declined", "notices")


def tell_managers(access_request: AccessRequest) -> None:
    """Tell every access manager that somebody asks; names and messages stay on the page."""
    enterprise = access_request.enterprise
    url = link_to("enterprises:answer_request", space=enterprise.number, request_id=str(access_request.pk))
    managers = enterprise.gap_designations.current().select_related("user")
    people, cause = [designation.user for designation in managers], cause_of(access_request.requested_by)
    clear(kind=REQUESTED, cause=cause, addresses=[person.email for person in people])
    for person in people:
        role = _in_words(access_request.role, person.language)
        write(person, REQUESTED, enterprise, cause=cause, role=role, request_url=url)


def tell_granted(actor: Actor, access_request: AccessRequest, starts_on: date) -> None:
    """Tell who asked which role they have, and from when."""
    person, enterprise = access_request.requested_by, access_request.enterprise
    url = link_to("dossiers:dashboard", space=enterprise.number)
    role = _in_words(access_request.granted_role, person.language)
    write(
        person,
        GRANTED,
        enterprise,
        cause=cause_of(actor),
        role=role,
        starts_on=starts_on,
        space_url=url,
    )


def tell_declined(actor: Actor, access_request: AccessRequest) -> None:
    """Tell who asked that the answer is no, and why."""
    url = link_to("enterprises:my_requests")
    reason = quoted(access_request.refusal_reason)
    write(
        access_request.requested_by,
        DECLINED,
        access_request.enterprise,
        cause=cause_of(actor),
        reason=reason,
        requests_url=url,
    )


def _in_words(role: str, language: str) -> str:
    with translation.override(language):
        return str(Role(role).label)
