"""The rows behind every change of access managers: a designation begins or ends, a vacancy opens or closes.

For the services of this folder, in their transaction, once they hold the enterprise's row.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

from enterprises import gap_emails
from enterprises.endings.effects import in_the_way, of_designation
from enterprises.errors import GapAlreadyDesignated
from enterprises.models import GapDesignation, GapVacancy
from enterprises.services.invitations import hand_over, revoke_unanswered
from enterprises.stopping import require_active
from monespace.common.db import get_or_none, require_transaction
from monespace.journal.services import record

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

    from accounts.models import User
    from enterprises.models import Enterprise, GapProposal, RepresentationCheck

Kind, EndReason = GapDesignation.Kind, GapDesignation.EndReason


def appoint(
    *,
    actor: Any,
    enterprise: Enterprise,
    user: User,
    kind: GapDesignation.Kind,
    evidence: str,
    designated_by: User | None,
    representation: RepresentationCheck | None = None,
    replacing: bool = False,
    note: str = "",
) -> GapDesignation:
    """Designate ``user``; asking twice gives the same row. Raises GapAlreadyDesignated, EnterpriseStopped.

    With ``replacing``, the main manager in office and a co-GAP's own designation give way; ``note`` says why.
    """
    require_transaction()
    current = enterprise.gap_designations.current()
    if existing := get_or_none(current.filter(user=user, kind=kind)):
        return existing
    require_active(enterprise)
    obstacles = in_the_way(enterprise, user) if kind == Kind.PRINCIPAL else current.filter(user=user)
    if obstacles and not (replacing and kind == Kind.PRINCIPAL):
        raise GapAlreadyDesignated
    for one in obstacles:
        close(actor=actor, designation=one, reason=EndReason.REPLACED, note=note, successor=user)
    designation = GapDesignation.objects.create(
        enterprise=enterprise,
        user=user,
        kind=kind,
        evidence=evidence,
        designated_by=designated_by,
        representation=representation,
    )
    enterprise.gap_vacancies.current().update(closed_at=timezone.now())
    record(
        "gap.designated",
        actor=actor,
        subject=enterprise,
        designation=designation.pk,
        person=user.pk,
        kind=kind,
    )
    gap_emails.tell_designated(actor, designation)
    return designation


def close(
    *,
    actor: Any,
    designation: GapDesignation,
    reason: GapDesignation.EndReason,
    note: str = "",
    successor: User | None = None,
) -> None:
    """End a designation; who does so sees to what follows: another one, or ``settle``.

    With it goes what ``of_designation`` says, unless the person is their own successor.
    """
    require_transaction()
    goes = of_designation(designation, reason=reason, successor=successor)
    designation.ended_at = timezone.now()
    designation.ended_by = getattr(actor, "user", actor)
    designation.end_reason, designation.end_note = reason, note
    designation.save(update_fields=["ended_at", "ended_by", "end_reason", "end_note"])
    record(
        "gap.ended",
        actor=actor,
        subject=designation.enterprise,
        designation=designation.pk,
        person=designation.user_id,
        reason=reason,
    )
    if designation.user == successor:
        return
    revoke_unanswered(actor=actor, invitations=goes.revoked, reason=note)
    for heir, invitations in goes.handed.items():
        hand_over(actor=actor, invitations=invitations, heir=heir)
        if heir != designation.ended_by:
            gap_emails.tell_handed(actor, designation, heir, len(invitations))
    close_proposals(actor=actor, proposals=goes.proposals, reason=note)
    gap_emails.tell_ended(actor, designation, goes)


def settle(*, actor: Any, enterprise: Enterprise, last: GapDesignation) -> GapVacancy | None:
    """Record the vacancy that the end of ``last`` leaves, if nobody manages the accesses any more."""
    require_transaction()
    if enterprise.gap_designations.current().exists():
        return None
    vacancy = GapVacancy.objects.create(
        enterprise=enterprise, designation=last, opened_at=last.ended_at or timezone.now()
    )
    record("gap.vacant", actor=actor, subject=enterprise, designation=last.pk, reason=last.end_reason)
    gap_emails.tell_vacancy(actor, enterprise)
    return vacancy


def close_proposals(*, actor: Any, proposals: Iterable[GapProposal], reason: str = "") -> None:
    """Cancel proposals that nobody let take effect: their links work no more."""
    require_transaction()
    for proposal in proposals:
        proposal.closed_at, proposal.close_reason = timezone.now(), reason
        proposal.save(update_fields=["closed_at", "close_reason"])
        record("gap.proposal_cancelled", actor=actor, subject=proposal.enterprise, proposal=proposal.pk)
