"""The rows behind every change of access managers: a designation begins or ends, a vacancy opens or closes.

For the services of this folder, in their transaction, once they hold the enterprise's row.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

from enterprises import gap_emails
from enterprises.errors import GapAlreadyDesignated
from enterprises.models import GapDesignation, GapVacancy
from enterprises.services.invitations import revoke_unanswered
from monespace.common.db import get_or_none, require_transaction
from monespace.journal.services import record

if TYPE_CHECKING:
    from typing import Any

    from accounts.models import User
    from enterprises.models import Enterprise, RepresentationCheck

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
) -> GapDesignation:
    """Designate ``user``; asking twice gives the same row. Raises GapAlreadyDesignated.

    With ``replacing``, the main manager in office and a co-GAP's own designation give way.
    """
    require_transaction()
    current = enterprise.gap_designations.current()
    if existing := get_or_none(current.filter(user=user, kind=kind)):
        return existing
    in_the_way = [*current.filter(user=user)]
    if kind == Kind.PRINCIPAL:
        in_the_way += current.filter(kind=kind)
    if in_the_way and not (replacing and kind == Kind.PRINCIPAL):
        raise GapAlreadyDesignated
    for designation in in_the_way:
        goes_on = designation.user == user
        close(actor=actor, designation=designation, reason=EndReason.REPLACED, goes_on=goes_on)
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
    gap_emails.tell_designated(designation)
    return designation


def close(
    *, actor: Any, designation: GapDesignation, reason: GapDesignation.EndReason, goes_on: bool = False
) -> None:
    """End a designation; who does so sees to what follows: another one, or ``settle``.

    What the person sent as a manager and nobody answered ends too, unless they go on under another one.
    Invitations sent to their own address stay: somebody else chose to give them a role.
    """
    require_transaction()
    designation.ended_at = timezone.now()
    designation.ended_by = getattr(actor, "user", actor)
    designation.end_reason = reason
    designation.save(update_fields=["ended_at", "ended_by", "end_reason"])
    record(
        "gap.ended",
        actor=actor,
        subject=designation.enterprise,
        designation=designation.pk,
        person=designation.user_id,
        reason=reason,
    )
    if not goes_on:
        _take_back(actor, designation)
        gap_emails.tell_ended(designation)


def settle(*, actor: Any, enterprise: Enterprise, last: GapDesignation) -> GapVacancy | None:
    """Record the vacancy that the end of ``last`` leaves, if nobody manages the accesses any more."""
    require_transaction()
    if enterprise.gap_designations.current().exists():
        return None
    vacancy = GapVacancy.objects.create(
        enterprise=enterprise, designation=last, opened_at=last.ended_at or timezone.now()
    )
    record("gap.vacant", actor=actor, subject=enterprise, designation=last.pk, reason=last.end_reason)
    gap_emails.tell_vacancy(enterprise)
    return vacancy


def _take_back(actor: Any, designation: GapDesignation) -> None:
    """End the invitations and the proposals that the person sent as access manager."""
    enterprise, person = designation.enterprise, designation.user
    revoke_unanswered(actor=actor, invitations=enterprise.invitations.filter(created_by=person))
    proposals = enterprise.gap_proposals.open().filter(created_by=person)
    if designation.end_reason != EndReason.FUNCTION_ENDED:  # who still represents proposes as such
        proposals = proposals.filter(representation=None)
    for proposal in proposals:
        proposal.closed_at = timezone.now()
        proposal.save(update_fields=["closed_at"])
        record("gap.proposal_cancelled", actor=actor, subject=enterprise, proposal=proposal.pk)
