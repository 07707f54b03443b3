"""Inviting people to join an enterprise, and taking invitations back (ADR 0032)."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from enterprises.invitations import emails
from enterprises.invitations.errors import AlreadyInvited, InvitationOver, SomeRefused
from enterprises.invitations.models import Invitation, Invitee, normalised
from enterprises.invitations.querysets import REMIND_BEFORE_END
from enterprises.invitations.refusals import refusals
from enterprises.register.establishments import require_place
from enterprises.register.models import require_active
from enterprises.rights.checks import require_now
from enterprises.rights.permissions import Permission
from enterprises.rights.services import lock_enterprise
from enterprises.rights.terms import PRESSED_TWICE, Terms, require_offered, require_period
from monespace.common.authors import SYSTEM
from monespace.common.db import get_or_none, require_transaction, violates
from monespace.common.errors import NotVisible
from monespace.common.tokens import new_token
from monespace.journal.services import record
from monespace.mail.budgets import clear, within_budgets
from monespace.mail.causes import Cause, cause_of
from monespace.mail.counting import WHOLE
from monespace.mail.errors import MailBudgetSpent

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date
    from typing import Any
    from uuid import UUID

    from accounts.models import User
    from enterprises.register.models import Enterprise
    from enterprises.rights.actor import Actor
    from monespace.common.authors import Author

VALID_FOR = timedelta(days=14)


@within_budgets
def invite(*, actor: Actor, invitee: Invitee, terms: Terms, message: str = "") -> Invitation:
    """Send a link that lets who holds it join under ``terms``.

    Raises SelfInvitation, AlreadyMember, AlreadyInvited, EnterpriseStopped, MailBudgetSpent, and what is
    impossible of the terms.
    """
    enterprise = _inviting_enterprise(actor)
    email = normalised(invitee.email)
    if refused := refusals(actor, enterprise, {email}):
        raise refused.get(email) or refused[WHOLE]
    return _send(actor, enterprise, cause_of(actor), invitee, terms, message=message)


@within_budgets
def invite_several(
    *, actor: Actor, invited: Sequence[tuple[Invitee, Terms]], message: str = ""
) -> list[Invitation]:
    """Invite everybody or, when one of them cannot be, nobody; each address once (ADR 0042).

    The same list sent twice, as by a second click, gives the invitations that are there.
    Raises SomeRefused, EnterpriseStopped, MailBudgetSpent, and what is impossible of the terms.
    """
    enterprise = _inviting_enterprise(actor)
    addresses = {normalised(invitee.email) for invitee, _terms in invited}
    sent = list(enterprise.invitations.open().filter(created_by=actor.user, email__in=addresses))
    if {_asked_for(invitation) for invitation in sent} == set(invited):
        return sent
    if refused := refusals(actor, enterprise, addresses):
        raise next((one for one in refused.values() if isinstance(one, MailBudgetSpent)), SomeRefused)
    cause = cause_of(actor)
    clear(kind=emails.INVITED, cause=cause, addresses=addresses)
    return [_send(actor, enterprise, cause, invitee, terms, message=message) for invitee, terms in invited]


@within_budgets
def resend(*, actor: Actor, invitation: Invitation) -> Invitation:
    """Send another link, for as long as a first one: the link before works no more.

    A link sent again a moment ago is not sent a third time: that is a second press. Raises InvitationOver,
    EnterpriseStopped, MailBudgetSpent, and what is impossible of the terms.
    """
    invitation = _held(actor, invitation)
    if invitation not in invitation.enterprise.invitations.unanswered():
        raise InvitationOver(invitation.standing)
    require_active(invitation.enterprise)
    _require_possible(invitation.enterprise, Terms.of(invitation))
    if invitation.sent_at > max(invitation.created_at, timezone.now() - PRESSED_TWICE):
        return invitation
    now = timezone.now()
    send_new_link(
        cause=cause_of(actor),
        invitation=invitation,
        sent_at=now,
        expires_at=_expiry(invitation.ends_on),
        first_reminder_at=None,
        last_reminder_at=None,
    )
    _journal("invitation.resent", actor, invitation)
    return invitation


def send_new_link(
    *, cause: Cause, invitation: Invitation, is_reminder: bool = False, **changes: datetime | None
) -> None:
    """Replace the link of an unanswered invitation, in the caller's transaction.

    Raises InvitationOver, MailBudgetSpent.
    """
    require_transaction()
    token = new_token()
    unanswered = Invitation.objects.unanswered().filter(pk=invitation.pk)
    if not unanswered.update(token_digest=token.digest, **changes):
        raise InvitationOver(Invitation.objects.get(pk=invitation.pk).standing)
    for name, value in changes.items():
        setattr(invitation, name, value)
    emails.send_link(cause=cause, invitation=invitation, token=token.value, is_reminder=is_reminder)


@transaction.atomic
def revoke(*, actor: Actor, invitation: Invitation, reason: str) -> Invitation:
    """Take an invitation back, link included; revoking twice changes nothing. Raises InvitationOver."""
    invitation = _held(actor, invitation)
    if invitation.revoked_at is None:
        if not _revoke(actor, invitation, reason):
            raise InvitationOver(Invitation.objects.get(pk=invitation.pk).standing)
        _journal("invitation.revoked", actor, invitation)
    return invitation


def revoke_unanswered(*, actor: Author, invitations: Iterable[Invitation], reason: str) -> None:
    """Revoke those nobody answered.

    For services that take a person's rights, and hold the enterprise's row.
    """
    require_transaction()
    for invitation in invitations:
        if _revoke(actor, invitation, reason):
            _journal("invitation.revoked", actor, invitation)


def hand_over(*, actor: Author, invitations: Iterable[Invitation], heir: User) -> None:
    """Let ``heir`` answer for invitations that nobody answered: their links go on working.

    For services that take a manager's designation, and hold the enterprise's row.
    """
    require_transaction()
    for invitation in invitations:
        if Invitation.objects.unanswered().filter(pk=invitation.pk).update(handed_to=heir):
            _journal("invitation.handed_over", actor, invitation, person=heir.pk)


def _inviting_enterprise(actor: Actor) -> Enterprise:
    """Return the enterprise for which ``actor`` invites, its row held and their rights checked."""
    if actor.space.enterprise is None:
        raise NotVisible
    enterprise = lock_enterprise(enterprise_id=actor.space.enterprise.pk)
    require_now(actor, Permission.MANAGE_MEMBERS, enterprise)
    require_active(enterprise)
    return enterprise


def _send(
    actor: Actor, enterprise: Enterprise, cause: Cause, invitee: Invitee, terms: Terms, *, message: str
) -> Invitation:
    """Send an invitation that nothing refuses, in place of one that expired."""
    _require_possible(enterprise, terms)
    require_offered(terms.demarches)
    email = normalised(invitee.email)
    for expired in enterprise.invitations.filter(email=email).unanswered():
        _revoke(actor, expired, "")
    token = new_token()
    with violates("one_open_invitation_per_enterprise_and_address", AlreadyInvited):
        invitation = Invitation.objects.create(
            enterprise=enterprise,
            email=email,
            expected_name=invitee.name,
            **terms.columns,
            language=invitee.language,
            message=message,
            token_digest=token.digest,
            created_by=actor.user,
            sent_at=timezone.now(),
            expires_at=_expiry(terms.ends_on),
        )
    _journal("invitation.sent", actor, invitation, role=terms.role)
    emails.send_link(cause=cause, invitation=invitation, token=token.value)
    return invitation


def _require_possible(enterprise: Enterprise, terms: Terms) -> None:
    """Raise what accepting today would raise: nobody is invited to what they could not accept."""
    require_period(timezone.localdate(), terms.ends_on)
    require_place(enterprise, terms.establishment_id)


def _asked_for(invitation: Invitation) -> tuple[Invitee, Terms]:
    """Return whom an invitation is for and what it gives, as it was asked for."""
    invitee = Invitee(email=invitation.email, name=invitation.expected_name, language=invitation.language)
    return invitee, Terms.of(invitation)


def _expiry(ends_on: date) -> datetime:
    """Return when a link sent now stops working: never after the access itself would."""
    last_moment = timezone.make_aware(datetime.combine(ends_on + timedelta(days=1), time.min))
    return min(timezone.now() + VALID_FOR, last_moment)


def _revoke(actor: Author, invitation: Invitation, reason: str) -> bool:
    """Revoke unless an answer came first; the row count decides."""
    invitation.revoked_at, invitation.revoked_by = timezone.now(), actor.user
    invitation.revoke_reason = reason
    unanswered = Invitation.objects.unanswered().filter(pk=invitation.pk)
    changed = unanswered.update(
        revoked_at=invitation.revoked_at, revoked_by=invitation.revoked_by, revoke_reason=reason
    )
    return bool(changed)


def _held(actor: Actor, invitation: Invitation) -> Invitation:
    """Return the invitation as it is now, its enterprise's row held and the actor's rights checked."""
    lock_enterprise(enterprise_id=invitation.enterprise_id)
    require_now(actor, Permission.MANAGE_MEMBERS, invitation.enterprise)
    return Invitation.objects.with_people().get(pk=invitation.pk)


def _journal(tag: str, actor: Author, invitation: Invitation, **facts: Any) -> None:
    record(tag, actor=actor, subject=invitation.enterprise, invitation=invitation.pk, **facts)


@within_budgets
def remind_invitee(*, invitation_id: UUID, enterprise_id: int) -> bool:
    """Send another link to who has not answered; False when no reminder is due any more.

    The last reminder counts for the first one too: nobody gets both on one day.
    """
    lock_enterprise(enterprise_id=enterprise_id)
    due = Invitation.objects.with_people().due_for_reminder()
    invitation = get_or_none(due.filter(pk=invitation_id))
    if invitation is None:
        return False
    now = timezone.now()
    changes = {"first_reminder_at": invitation.first_reminder_at or now}
    if invitation.expires_at <= now + REMIND_BEFORE_END:
        changes["last_reminder_at"] = now
    send_new_link(cause=Cause(), invitation=invitation, is_reminder=True, **changes)
    record("invitation.reminded", actor=SYSTEM, subject=invitation.enterprise, invitation=invitation.pk)
    return True
