"""The rows behind every change of access managers: designations, proposals and vacancies, opened and closed.

For the services of this folder, in their transaction, once they hold the enterprise's row.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from enterprises.invitations.services import hand_over, revoke_unanswered
from enterprises.managers import emails
from enterprises.managers.effects import in_the_way, of_designation
from enterprises.managers.errors import GapAlreadyDesignated, GapNotEndedHere
from enterprises.managers.models import GapVacancy
from enterprises.managers.ownership_services import take_ownership
from enterprises.managers.representatives import Representative, require_representation_now
from enterprises.register.models import require_active
from enterprises.rights.actor import Actor
from enterprises.rights.checks import require_now
from enterprises.rights.models import GapDesignation
from enterprises.rights.permissions import Permission
from enterprises.rights.services import lock_enterprise
from monespace.common.db import get_or_none, get_or_not_visible, require_transaction
from monespace.common.errors import Forbidden, NotVisible
from monespace.journal.services import record
from monespace.mail.budgets import within_budgets

if TYPE_CHECKING:
    from collections.abc import Iterable

    from accounts.models import User
    from enterprises.managers.models import GapProposal, RepresentationCheck
    from enterprises.register.models import Enterprise
    from monespace.common.authors import Author, System

Kind, EndReason = GapDesignation.Kind, GapDesignation.EndReason


def open_designation(
    *,
    actor: Author,
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
        close_designation(actor=actor, designation=one, reason=EndReason.REPLACED, note=note, successor=user)
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
    emails.tell_designated(actor, designation)
    return designation


def close_designation(
    *,
    actor: Author,
    designation: GapDesignation,
    reason: GapDesignation.EndReason,
    note: str = "",
    successor: User | None = None,
) -> None:
    """End a designation; who does so sees to what follows: another one, or ``open_vacancy``.

    With it goes what ``of_designation`` says, unless the person is their own successor.
    """
    require_transaction()
    goes = of_designation(designation, reason=reason, successor=successor)
    designation.ended_at = timezone.now()
    designation.ended_by = actor.user
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
            emails.tell_handed(actor, designation, heir, len(invitations))
    close_proposals(actor=actor, proposals=goes.proposals, reason=note)
    emails.tell_ended(actor, designation, goes)


def open_vacancy(*, actor: Author, enterprise: Enterprise, last: GapDesignation) -> GapVacancy | None:
    """Record the vacancy that the end of ``last`` leaves, if nobody manages the accesses any more."""
    require_transaction()
    if enterprise.gap_designations.current().exists():
        return None
    vacancy = GapVacancy.objects.create(
        enterprise=enterprise, designation=last, opened_at=last.ended_at or timezone.now()
    )
    record("gap.vacant", actor=actor, subject=enterprise, designation=last.pk, reason=last.end_reason)
    emails.tell_vacancy(actor, enterprise)
    return vacancy


def close_proposals(*, actor: Author, proposals: Iterable[GapProposal], reason: str = "") -> None:
    """Cancel proposals that nobody let take effect: their links work no more."""
    require_transaction()
    for proposal in proposals:
        proposal.closed_at, proposal.close_reason = timezone.now(), reason
        proposal.save(update_fields=["closed_at", "close_reason"])
        record("gap.proposal_cancelled", actor=actor, subject=proposal.enterprise, proposal=proposal.pk)


Kind, EndReason = GapDesignation.Kind, GapDesignation.EndReason


@within_budgets
def designate_gap(
    *, actor: Actor | System, enterprise: Enterprise, user: User, evidence: str, kind: GapDesignation.Kind
) -> GapDesignation:
    """Record a designation and its evidence; recording it twice gives the same row.

    For the portal itself (a command), not for people of the enterprise.
    Raises Forbidden, GapAlreadyDesignated.
    """
    enterprise = lock_enterprise(enterprise_id=enterprise.pk)
    if isinstance(actor, Actor):
        raise Forbidden(
            "gap.designate",
            message=_("Seul le représentant légal de l’entreprise désigne un gestionnaire d’accès."),
        )
    return open_designation(
        actor=actor, enterprise=enterprise, user=user, kind=kind, evidence=evidence, designated_by=actor.user
    )


@transaction.atomic
def designate_self(*, actor: Representative, takes_ownership: bool = False, note: str = "") -> GapDesignation:
    """Make the representative the main access manager, whoever was it; Propriétaire too if they want.

    Nobody else ever gives themselves an access (ADR 0043). ``note`` is told to who is replaced. Doing it
    twice changes nothing. Raises NotRepresentative.
    """
    enterprise = lock_enterprise(enterprise_id=actor.enterprise.pk)
    require_representation_now(actor, enterprise)
    close_proposals(actor=actor, proposals=enterprise.gap_proposals.open().filter(kind=Kind.PRINCIPAL))
    designation = open_designation(
        actor=actor,
        enterprise=enterprise,
        user=actor.user,
        kind=Kind.PRINCIPAL,
        evidence=actor.evidence,
        designated_by=actor.user,
        representation=actor.check,
        replacing=True,
        note=note,
    )
    if takes_ownership:
        take_ownership(actor=actor)
    return designation


@transaction.atomic
def end_designation(
    *, actor: Representative | Actor, designation: GapDesignation, note: str
) -> GapDesignation:
    """End a designation at once; the last one leaves a recorded vacancy. Ending twice changes nothing.

    The representative ends any, an access manager a co-GAP's but their own. Raises NotRepresentative,
    GapNotEndedHere.
    """
    enterprise = lock_enterprise(enterprise_id=designation.enterprise_id)
    designation = enterprise.gap_designations.select_related("enterprise", "user").get(pk=designation.pk)
    if isinstance(actor, Representative):
        require_representation_now(actor, enterprise)
    else:
        require_now(actor, Permission.MANAGE_MEMBERS, enterprise)
        if designation.kind != Kind.CO_GAP or designation.user_id == actor.user.pk:
            raise GapNotEndedHere
    if designation.ended_at is None:
        close_designation(actor=actor, designation=designation, reason=EndReason.ENDED, note=note)
        open_vacancy(actor=actor, enterprise=enterprise, last=designation)
    return designation


@transaction.atomic
def resign(*, actor: Actor, note: str) -> GapDesignation:
    """Give one's own designation back; the last one leaves a vacancy. Raises NotVisible without any."""
    if actor.space.enterprise is None:
        raise NotVisible
    enterprise = lock_enterprise(enterprise_id=actor.space.enterprise.pk)
    held = enterprise.gap_designations.current().select_related("enterprise", "user")
    designation = get_or_not_visible(held.filter(user=actor.user))
    close_designation(actor=actor, designation=designation, reason=EndReason.RESIGNED, note=note)
    open_vacancy(actor=actor, enterprise=enterprise, last=designation)
    return designation
