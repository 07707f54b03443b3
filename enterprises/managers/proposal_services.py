"""Proposing somebody as access manager, and what comes of it (ADR 0030)."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, cast

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from accounts.card_names import is_name_of
from enterprises.managers import emails
from enterprises.managers.designation_services import close_proposals, open_designation
from enterprises.managers.errors import (
    NotPrincipalGap,
    NotRepresentative,
    OwnProposal,
    ProposalClosed,
    UnknownProposal,
)
from enterprises.managers.errors import ProposalStanding as Standing
from enterprises.managers.models import GapProposal
from enterprises.managers.representatives import Representative, require_representation_now
from enterprises.register.models import require_active
from enterprises.rights.checks import require_now
from enterprises.rights.models import GapDesignation
from enterprises.rights.permissions import Permission
from enterprises.rights.services import lock_enterprise
from enterprises.rights.terms import PRESSED_TWICE
from monespace.common.db import delete_in_batches, get_or_none
from monespace.common.tokens import digest, new_token
from monespace.journal.services import record
from monespace.mail.budgets import within_budgets

if TYPE_CHECKING:
    from accounts.models import User
    from enterprises.register.models import Enterprise
    from enterprises.rights.actor import Actor

Kind = GapDesignation.Kind
VALID_FOR = timedelta(days=14)
PROPOSED_TO = ("first_name", "last_name", "email", "language")
SAID_BY_PROPOSER = ("enterprise", "created_by", "kind", "replacement_reason", *PROPOSED_TO)
ACCEPTED = (Standing.TO_CONFIRM, Standing.IN_EFFECT)
BY_GAP = "Désigné par le gestionnaire d’accès principal"


@within_budgets
def propose(
    *,
    actor: Representative | Actor,
    enterprise: Enterprise,
    kind: GapDesignation.Kind,
    first_name: str,
    last_name: str,
    email: str,
    language: str,
    reason: str = "",
) -> GapProposal:
    """Send a link to the person proposed; a proposal of a GAP, or to the same address, is replaced.

    ``reason`` is why the main manager in office gives way, if one does. The same proposal again a moment
    later is a second press, and sends nothing. Raises EnterpriseStopped, MailBudgetSpent, NotRepresentative;
    for who is no representative NotPrincipalGap.
    """
    enterprise = lock_enterprise(enterprise_id=enterprise.pk)
    _require_authority(actor, enterprise, kind)
    require_active(enterprise)
    wanted = GapProposal(
        enterprise=enterprise,
        kind=kind,
        first_name=first_name,
        last_name=last_name,
        email=email,
        language=language,
        replacement_reason=reason,
        created_by=actor.user,
        representation=actor.check if isinstance(actor, Representative) else None,
    )
    if pressed := _pressed_twice(wanted):
        return pressed
    replaced = Q(email__iexact=email) | (Q(kind=kind) if kind == Kind.PRINCIPAL else Q())
    close_proposals(actor=actor, proposals=enterprise.gap_proposals.open().filter(replaced))
    token = new_token()
    wanted.token_digest = token.digest
    wanted.expires_at = timezone.now() + VALID_FOR
    wanted.save(force_insert=True)
    record("gap.proposed", actor=actor, subject=enterprise, proposal=wanted.pk, kind=kind)
    emails.send_proposal(actor, wanted, token.value)
    return wanted


@transaction.atomic
def accept(*, actor: User, token: str) -> GapProposal:
    """Accept with the eID of who is signed in: it takes effect if the name is the proposed one.

    Otherwise who proposed confirms the name first. Accepting again gives the same answer.
    Raises UnknownProposal, OwnProposal, ProposalClosed, EnterpriseStopped.
    """
    proposal = _held_by_token(token)
    if proposal.created_by_id == actor.pk:
        raise OwnProposal
    if proposal.accepted_by_id == actor.pk and proposal.standing in ACCEPTED:
        return proposal
    _require(proposal, Standing.WAITING)
    require_active(proposal.enterprise)
    proposal.accepted_at, proposal.accepted_by = timezone.now(), actor
    proposal.save(update_fields=["accepted_at", "accepted_by"])
    record("gap.proposal_accepted", actor=actor, subject=proposal.enterprise, proposal=proposal.pk)
    if is_name_of(proposal.proposed_name, actor):
        _take_effect(actor, proposal)
    emails.tell_accepted(proposal)
    return proposal


@transaction.atomic
def decline(*, actor: User, token: str) -> GapProposal:
    """Say no; who proposed is told. Twice changes nothing. Raises UnknownProposal, ProposalClosed."""
    proposal = _held_by_token(token)
    if proposal.standing == Standing.DECLINED:
        return proposal
    _require(proposal, Standing.WAITING)
    proposal.declined_at = proposal.closed_at = timezone.now()
    proposal.save(update_fields=["declined_at", "closed_at"])
    record("gap.proposal_declined", actor=actor, subject=proposal.enterprise, proposal=proposal.pk)
    emails.tell_declined(proposal)
    return proposal


@within_budgets
def confirm(*, actor: Representative | Actor, proposal: GapProposal) -> GapProposal:
    """Let a proposal take effect that was accepted under another name; confirming twice changes nothing.

    Raises ProposalClosed, EnterpriseStopped.
    """
    enterprise = lock_enterprise(enterprise_id=proposal.enterprise_id)
    _require_authority(actor, enterprise, proposal.kind)
    proposal = _reread(proposal)
    if proposal.standing != Standing.IN_EFFECT:
        _require(proposal, Standing.TO_CONFIRM)
        _take_effect(actor, proposal)
    return proposal


@transaction.atomic
def cancel(*, actor: Representative | Actor, proposal: GapProposal, reason: str) -> GapProposal:
    """Take a proposal back: its link works no more; twice changes nothing. Raises ProposalClosed."""
    enterprise = lock_enterprise(enterprise_id=proposal.enterprise_id)
    _require_authority(actor, enterprise, proposal.kind)
    proposal = _reread(proposal)
    if proposal.standing != Standing.WITHDRAWN:
        _require(proposal, Standing.WAITING, Standing.TO_CONFIRM, Standing.EXPIRED)
        close_proposals(actor=actor, proposals=[proposal], reason=reason)
    return proposal


def _take_effect(actor: User | Representative | Actor, proposal: GapProposal) -> None:
    """Designate who accepted, in the place of the manager in office when a representative proposed it.

    Whoever proposed still may: the end of what they proposed by closes the proposal (``of_designation``).
    """
    check = proposal.representation
    evidence = Representative(user=proposal.created_by, check=check).evidence if check else BY_GAP
    proposal.designation = open_designation(
        actor=actor,
        enterprise=proposal.enterprise,
        user=cast("User", proposal.accepted_by),
        kind=Kind(proposal.kind),
        evidence=evidence,
        designated_by=proposal.created_by,
        representation=check,
        replacing=check is not None,
        note=proposal.replacement_reason,
    )
    _close(proposal)


def _pressed_twice(wanted: GapProposal) -> GapProposal | None:
    """Return the proposal that waits since a moment ago and says the same as ``wanted``, if any."""
    same = {name: getattr(wanted, name) for name in SAID_BY_PROPOSER}
    just_now = GapProposal.objects.open().filter(created_at__gt=timezone.now() - PRESSED_TWICE, **same)
    return get_or_none(just_now.filter(accepted_at=None))


def _require_authority(actor: Representative | Actor, enterprise: Enterprise, kind: str) -> None:
    if isinstance(actor, Representative):
        if actor.enterprise != enterprise:
            raise NotRepresentative
        require_representation_now(actor, enterprise)
        return
    require_now(actor, Permission.MANAGE_MEMBERS, enterprise)
    if kind != Kind.CO_GAP or not _is_principal(actor.user, enterprise):
        raise NotPrincipalGap


def _is_principal(user: User, enterprise: Enterprise) -> bool:
    return enterprise.gap_designations.current().filter(user=user, kind=Kind.PRINCIPAL).exists()


def _held_by_token(token: str) -> GapProposal:
    """Return the proposal of a link, its enterprise's row held. Raises UnknownProposal."""
    proposal = get_or_none(GapProposal.objects.filter(token_digest=digest(token)))
    if proposal is None:
        raise UnknownProposal
    lock_enterprise(enterprise_id=proposal.enterprise_id)
    return _reread(proposal)


def _reread(proposal: GapProposal) -> GapProposal:
    related = GapProposal.objects.select_related("enterprise", "created_by", "accepted_by", "representation")
    return related.get(pk=proposal.pk)


def _require(proposal: GapProposal, *standings: Standing) -> None:
    """Raise ProposalClosed unless the proposal, held, stands in one of these ways."""
    if proposal.standing not in standings:
        raise ProposalClosed(proposal.standing)


def _close(proposal: GapProposal) -> None:
    proposal.closed_at = timezone.now()
    proposal.save(update_fields=["closed_at", "designation"])


def forget_old_proposals() -> int:
    """Delete the proposals of access managers that are long over; return how many.

    Designations, their evidence and the journal stay: they say who managed the accesses, and since when.
    """
    return delete_in_batches(GapProposal.objects.long_over())
