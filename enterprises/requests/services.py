"""Asking the access managers of an enterprise for a role, and what they answer."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from enterprises.register.models import require_active
from enterprises.requests import emails
from enterprises.requests.errors import (
    AlreadyInside,
    OnlyYouCouldAnswer,
    OwnRequest,
    RequestClosed,
    TooManyRequests,
)
from enterprises.requests.models import AccessRequest
from enterprises.rights.checks import require_now
from enterprises.rights.models import Membership
from enterprises.rights.permissions import Permission
from enterprises.rights.selectors import manages_alone
from enterprises.rights.services import lock_enterprise, open_membership
from enterprises.rights.terms import Terms
from monespace.common.db import advisory_lock, get_or_none
from monespace.journal.services import record
from monespace.mail.budgets import within_budgets

if TYPE_CHECKING:
    from datetime import date

    from accounts.models import User
    from enterprises.register.models import Enterprise
    from enterprises.rights.actor import Actor
    from enterprises.rights.permissions import Role

MOST_OPEN = 5
MOST_PER_DAY = 10
ANSWER = ("answered_at", "answered_by", "granted_role", "refusal_reason", "membership")


@within_budgets
def request_access(*, actor: User, enterprise: Enterprise, role: Role, message: str) -> AccessRequest:
    """Ask for a role; who asks again while waiting gets the same request.

    Without an access manager the request waits for one; where only who asks could answer it is refused.
    Raises AlreadyInside, OnlyYouCouldAnswer, EnterpriseStopped, TooManyRequests.
    """
    advisory_lock("access-requests", actor.pk)
    enterprise = lock_enterprise(enterprise_id=enterprise.pk)
    if enterprise.memberships.open().filter(user=actor).exists():
        raise AlreadyInside
    if manages_alone(actor, enterprise):
        raise OnlyYouCouldAnswer
    own = AccessRequest.objects.filter(requested_by=actor)
    if waiting := get_or_none(own.open().filter(enterprise=enterprise)):
        return waiting
    require_active(enterprise)
    lately = own.filter(requested_at__gt=timezone.now() - timedelta(days=1))
    if own.open().count() >= MOST_OPEN or lately.count() >= MOST_PER_DAY:
        raise TooManyRequests
    request = AccessRequest.objects.create(
        enterprise=enterprise, requested_by=actor, role=role, message=message
    )
    record("access.requested", actor=actor, subject=enterprise, request=request.pk, role=role)
    emails.tell_managers(request)
    return request


@transaction.atomic
def withdraw_request(*, actor: User, access_request: AccessRequest) -> None:
    """Take one's own request back; twice changes nothing. Raises RequestClosed once it is answered."""
    mine = AccessRequest.objects.filter(pk=access_request.pk, requested_by=actor)
    if mine.open().order_by().update(withdrawn_at=timezone.now()):
        record("access.withdrawn", actor=actor, subject=access_request.enterprise, request=access_request.pk)
    elif answered := mine.exclude(answered_at=None).first():
        raise RequestClosed(answered.outcome, answered.closed_at)


@within_budgets
def grant_request(
    *, actor: Actor, access_request: AccessRequest, terms: Terms, starts_on: date
) -> AccessRequest:
    """Give the person an access, perhaps with another role than asked, and tell them.

    Granting the same twice changes nothing. Raises RequestClosed after another answer, OwnRequest, and what
    ``open_membership`` raises.
    """
    access_request = _held(actor, access_request)
    given = access_request.membership
    if given and (Terms.of(given), given.starts_on) == (terms, starts_on):
        return access_request
    _require_open(access_request)
    wanted = Membership(
        enterprise=access_request.enterprise,
        user=access_request.requested_by,
        starts_on=starts_on,
        created_by=actor.user,
        **terms.columns,
    )
    access_request.membership = open_membership(
        actor=actor, wanted=wanted, via="request", source=access_request.pk
    )
    access_request.granted_role = terms.role
    _answer(actor, access_request, "access.granted", role=terms.role)
    emails.tell_granted(actor, access_request, starts_on)
    return access_request


@within_budgets
def decline_request(*, actor: Actor, access_request: AccessRequest, reason: str) -> AccessRequest:
    """Say no, and why; the person is told. Saying the same twice changes nothing.

    Raises RequestClosed after another answer, OwnRequest.
    """
    access_request = _held(actor, access_request)
    if access_request.refusal_reason == reason:
        return access_request
    _require_open(access_request)
    access_request.refusal_reason = reason
    _answer(actor, access_request, "access.declined")
    emails.tell_declined(actor, access_request)
    return access_request


def _held(actor: Actor, access_request: AccessRequest) -> AccessRequest:
    """Return the request as it is now, the enterprise's row held and the right checked under it."""
    enterprise = lock_enterprise(enterprise_id=access_request.enterprise_id)
    require_now(actor, Permission.MANAGE_MEMBERS, enterprise)
    related = AccessRequest.objects.select_related("enterprise", "requested_by", "membership")
    found = related.select_for_update(of=("self",)).get(pk=access_request.pk)
    if found.requested_by_id == actor.user.pk:
        raise OwnRequest
    return found


def _require_open(access_request: AccessRequest) -> None:
    if access_request.outcome:
        raise RequestClosed(access_request.outcome, access_request.closed_at)


def _answer(actor: Actor, access_request: AccessRequest, tag: str, **facts: str) -> None:
    access_request.answered_at = timezone.now()
    access_request.answered_by = actor.user
    access_request.save(update_fields=ANSWER)
    record(tag, actor=actor, subject=access_request.enterprise, request=access_request.pk, **facts)
