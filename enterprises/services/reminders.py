"""What the portal says by itself as an access, a mandate or an invitation ends: each thing once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from enterprises import mandate_emails, member_emails
from enterprises.invitation_querysets import REMIND_BEFORE_END
from enterprises.models import Invitation, Mandate, MandateNotice, Membership, RenewalNotice
from enterprises.services.invitations import send_new_link
from enterprises.services.periods import hold
from monespace.common.db import get_or_none
from monespace.journal.services import record
from monespace.mail.budgets import within_budgets
from monespace.mail.causes import Cause

if TYPE_CHECKING:
    from uuid import UUID


@transaction.atomic
def announce_end(*, membership: Membership, days_before: int) -> bool:
    """Tell the person and who manages the accesses that an access ends soon.

    Returns False when that was said already, or when the access changed meanwhile.
    """
    hold(enterprise_id=membership.enterprise_id)
    due = Membership.objects.select_related("enterprise", "user").due_for_renewal(days_before)
    held = get_or_none(due.filter(pk=membership.pk))
    if held is None:
        return False
    RenewalNotice.objects.create(membership=held, days_before=days_before, sent_at=timezone.now())
    member_emails.tell_ends_soon(membership=held)
    for designation in held.enterprise.gap_designations.current().select_related("user"):
        if designation.user_id != held.user_id:
            member_emails.tell_manager_ends_soon(manager=designation.user, membership=held)
    return True


@transaction.atomic
def announce_mandate_end(*, mandate_id: UUID, days_before: int) -> bool:
    """Tell who manages the accesses of both enterprises that a mandate ends soon, or has ended.

    Returns False when that was said already, or when the mandate was ended meanwhile.
    """
    Mandate.objects.select_for_update().get(pk=mandate_id)  # what is due is read once it is held
    due = Mandate.objects.select_related("client", "holder").due_for_notice(days_before)
    mandate = get_or_none(due.filter(pk=mandate_id))
    if mandate is None:
        return False
    MandateNotice.objects.create(mandate=mandate, days_before=days_before, sent_at=timezone.now())
    for enterprise in (mandate.client, mandate.holder):
        mandate_emails.tell_end_near(mandate=mandate, to=enterprise)
    return True


@within_budgets
def remind_invitee(*, invitation_id: UUID, enterprise_id: int) -> bool:
    """Send another link to who has not answered; False when no reminder is due any more.

    The last reminder counts for the first one too: nobody gets both on one day.
    """
    hold(enterprise_id=enterprise_id)
    due = Invitation.objects.with_people().due_for_reminder()
    invitation = get_or_none(due.filter(pk=invitation_id))
    if invitation is None:
        return False
    now = timezone.now()
    changes = {"first_reminder_at": invitation.first_reminder_at or now}
    if invitation.expires_at <= now + REMIND_BEFORE_END:
        changes["last_reminder_at"] = now
    send_new_link(cause=Cause(), invitation=invitation, is_reminder=True, **changes)
    record("invitation.reminded", actor=None, subject=invitation.enterprise, invitation=invitation.pk)
    return True
