"""Answering an invitation, and settling an acceptance that raised a doubt (ADR 0032)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from enterprises.invitations import emails
from enterprises.invitations.closed import ANSWERED_BY_YOU, OVER, AcceptanceRefusal, acceptance_refusal
from enterprises.invitations.errors import InvitationClosed, InvitationOver
from enterprises.invitations.models import Invitation, is_meant
from enterprises.rights.checks import require_now
from enterprises.rights.emails import tell_given
from enterprises.rights.errors import AlreadyMember
from enterprises.rights.models import Membership
from enterprises.rights.permissions import Permission
from enterprises.rights.services import lock_enterprise, open_membership
from enterprises.rights.terms import Terms
from monespace.common.authors import SYSTEM
from monespace.common.db import get_or_none
from monespace.journal.services import record
from monespace.mail.budgets import within_budgets

if TYPE_CHECKING:
    from typing import Any

    from accounts.models import User
    from enterprises.rights.actor import Actor
    from monespace.common.authors import Author


@transaction.atomic
def accept_invitation(*, actor: User, token: str) -> Invitation:
    """Bind the invitation to who accepts, once; the access begins now when it is whom the GAP meant.

    Otherwise a GAP confirms first, and there is no access until then. Accepting again gives the same answer.
    Raises InvitationClosed, saying why.
    """
    invitation = _of_link(token)
    reason = acceptance_refusal(invitation, actor)
    if reason in {AcceptanceRefusal.YOURS, AcceptanceRefusal.AWAITS_GAP}:
        return invitation
    if reason is not None:
        raise InvitationClosed(reason)
    now = timezone.now()
    still_open = Invitation.objects.open().filter(pk=invitation.pk)
    if not still_open.update(accepted_at=now, accepted_by=actor):
        raise InvitationClosed(AcceptanceRefusal.USED)
    invitation.accepted_at, invitation.accepted_by = now, actor
    _journal("invitation.accepted", actor, invitation, person=actor.pk)
    if is_meant(invitation, actor):
        _give(actor, invitation, granted_by=invitation.answered_for_by)
    emails.tell_answer(invitation=invitation)
    return invitation


@transaction.atomic
def decline_invitation(*, actor: User | None, token: str, reason: str = "") -> Invitation:
    """Say no; the GAP is told. Whoever holds the link may, signed in or not; declining twice changes nothing.

    Raises InvitationClosed, saying why.
    """
    invitation = _of_link(token)
    if invitation.declined_at:
        return invitation
    if actor is not None and invitation.accepted_by_id == actor.pk:
        raise InvitationClosed(ANSWERED_BY_YOU[invitation.standing])
    if invitation.standing in OVER:
        raise InvitationClosed(OVER[invitation.standing])
    now = timezone.now()
    still_open = Invitation.objects.open().filter(pk=invitation.pk)
    if not still_open.update(declined_at=now, decline_reason=reason):
        raise InvitationClosed(AcceptanceRefusal.USED)
    invitation.declined_at, invitation.decline_reason = now, reason
    _journal("invitation.declined", actor or SYSTEM, invitation)
    emails.tell_answer(invitation=invitation)
    return invitation


@within_budgets
def confirm_acceptance(*, actor: Actor, invitation: Invitation) -> Invitation:
    """Let an acceptance count that came under another name; confirming twice changes nothing.

    Raises InvitationOver when it was refused, AlreadyMember, MembershipPeriodInvalid.
    """
    invitation = _held(actor, invitation)
    if invitation.membership_id:
        return invitation
    if invitation.settled_at:
        raise InvitationOver(invitation.standing)
    membership = _give(actor, invitation, granted_by=actor.user)
    _journal("invitation.confirmed", actor, invitation)
    tell_given(actor=actor, membership=membership)
    return invitation


@within_budgets
def refuse_acceptance(*, actor: Actor, invitation: Invitation) -> Invitation:
    """Say that it is not the person who was meant; refusing twice changes nothing. Raises InvitationOver."""
    invitation = _held(actor, invitation)
    if invitation.membership_id:
        raise InvitationOver(invitation.standing)
    if invitation.settled_at is None:
        _settle(invitation, actor.user, None)
        _journal("invitation.refused", actor, invitation)
        emails.tell_refused(actor=actor, invitation=invitation)
    return invitation


def _give(actor: User | Actor, invitation: Invitation, *, granted_by: User) -> Membership:
    """Begin and return the access of who accepted; one comes of one invitation. Raises AlreadyMember."""
    if invitation.enterprise.memberships.open().filter(user=invitation.accepted_by).exists():
        raise AlreadyMember
    wanted = Membership(
        enterprise=invitation.enterprise,
        user=invitation.accepted_by,
        starts_on=timezone.localdate(),
        created_by=granted_by,
        **Terms.of(invitation).columns,
    )
    membership = open_membership(
        actor=actor,
        wanted=wanted,
        via="invitation",
        source=invitation.pk,
        demarches_kept=invitation.demarches,
    )
    _settle(invitation, granted_by, membership)
    return membership


def _settle(invitation: Invitation, settled_by: User, membership: Membership | None) -> None:
    invitation.settled_at, invitation.settled_by = timezone.now(), settled_by
    invitation.membership = membership
    invitation.save(update_fields=["settled_at", "settled_by", "membership"])


def _of_link(token: str) -> Invitation:
    """Return the invitation of a link as it is now, its enterprise's row held. Raises InvitationClosed."""
    found = get_or_none(Invitation.objects.of_token(token))
    if found is None:
        raise InvitationClosed(AcceptanceRefusal.UNKNOWN)
    lock_enterprise(enterprise_id=found.enterprise_id)
    invitation = get_or_none(Invitation.objects.of_token(token))
    if invitation is None:  # sent again meanwhile
        raise InvitationClosed(AcceptanceRefusal.UNKNOWN)
    return invitation


def _held(actor: Actor, invitation: Invitation) -> Invitation:
    """Return an accepted invitation as it is now, held; nobody settles their own. Raises InvitationOver."""
    enterprise = lock_enterprise(enterprise_id=invitation.enterprise_id)
    invitation = Invitation.objects.with_people().select_related("membership").get(pk=invitation.pk)
    require_now(
        actor, Permission.MANAGE_MEMBERS, Membership(enterprise=enterprise, user=invitation.accepted_by)
    )
    if invitation.accepted_by is None:
        raise InvitationOver(invitation.standing)
    return invitation


def _journal(tag: str, actor: Author, invitation: Invitation, **facts: Any) -> None:
    record(tag, actor=actor, subject=invitation.enterprise, invitation=invitation.pk, **facts)
