"""Proposing, accepting, declining and ending a mandate between two enterprises (ADR 0034)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from enterprises.mandates import emails
from enterprises.mandates.emails import tell_answered, tell_ended, tell_proposed
from enterprises.mandates.errors import (
    MandateAlreadyOpen,
    MandateClosed,
    MandateOwnProposal,
    MandatePeriodInvalid,
    MandateWithItself,
)
from enterprises.mandates.models import MandateNotice
from enterprises.register.models import Enterprise, require_active
from enterprises.rights.checks import require_now
from enterprises.rights.mandate_models import Mandate, MandateStanding
from enterprises.rights.models import LAPSED
from enterprises.rights.permissions import Permission
from enterprises.rights.terms import require_in_time, require_offered, require_period
from monespace.common.db import get_or_none
from monespace.common.errors import NotVisible
from monespace.journal.services import record
from monespace.mail.budgets import within_budgets

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date
    from uuid import UUID

    from enterprises.rights.actor import Actor
    from enterprises.rights.permissions import Role


@within_budgets
def propose_mandate(
    *,
    actor: Actor,
    other: Enterprise,
    side: Mandate.Side,
    role: Role,
    demarches: Collection[str],
    starts_on: date,
    ends_on: date,
) -> Mandate:
    """Propose a mandate with ``other``; ``side`` is what the actor's enterprise would be, client or holder.

    Proposing the same one again gives the same row.
    """
    own = actor.space.enterprise
    if own is None:
        raise NotVisible
    if own == other:
        raise MandateWithItself
    both = _hold(own.pk, other.pk)
    require_now(actor, Permission.MANAGE_MEMBERS)
    require_active(*both)
    sides = Mandate.sides(own=own, other=other, side=side)
    between = Mandate.objects.filter(**sides)
    for lapsed in between.lapsed():
        _end(actor, lapsed, reason=LAPSED)
    terms = {
        "role": role,
        "demarches": sorted(demarches),
        "starts_on": starts_on,
        "ends_on": ends_on,
        "proposing_side": side,
    }
    if existing := get_or_none(between.open()):
        if all(getattr(existing, name) == value for name, value in terms.items()):
            return existing
        raise MandateAlreadyOpen
    require_period(starts_on, ends_on, backwards=MandatePeriodInvalid)
    require_offered(demarches)
    mandate = Mandate.objects.create(**sides, proposed_by=actor.user, **terms)
    _record("mandate.proposed", actor, mandate)
    tell_proposed(actor=actor, mandate=mandate, to=other)
    return mandate


@transaction.atomic
def accept_mandate(*, actor: Actor, mandate: Mandate) -> Mandate:
    """Agree to what the other enterprise proposed; agreeing twice changes nothing.

    Raises MandateOwnProposal, MandateClosed; EnterpriseStopped about either enterprise.
    """
    both = _hold(mandate.client_id, mandate.holder_id)
    mandate = _answering(actor, mandate)
    if mandate.accepted_at is None or not mandate.is_open:
        _require_waiting(mandate)
        require_active(*both)
        require_in_time(mandate.ends_on)
        mandate.accepted_at, mandate.accepted_by = timezone.now(), actor.user
        mandate.save(update_fields=["accepted_at", "accepted_by"])
        _record("mandate.accepted", actor, mandate)
        tell_answered(mandate=mandate)
    return mandate


@transaction.atomic
def decline_mandate(*, actor: Actor, mandate: Mandate) -> Mandate:
    """Refuse what the other enterprise proposed; twice changes nothing. Raises as ``accept_mandate`` does."""
    mandate = _answering(actor, mandate)
    if mandate.declined_at is None:
        _require_waiting(mandate)
        mandate.declined_at = timezone.now()
        mandate.save(update_fields=["declined_at"])
        _record("mandate.declined", actor, mandate)
        tell_answered(mandate=mandate)
    return mandate


@transaction.atomic
def end_mandate(*, actor: Actor, mandate: Mandate, reason: str) -> Mandate:
    """End a mandate at once, or take a proposal back: the holder's staff find no space at their next request.

    Either enterprise may, without the other; ending twice changes nothing. Raises MandateClosed after a no.
    """
    mandate = _locked(actor, mandate)
    if mandate.declined_at:
        raise MandateClosed(mandate)
    if mandate.ended_at is None:
        _end(actor, mandate, reason=reason)
        other = mandate.holder if _own(actor) == mandate.client_id else mandate.client
        tell_ended(actor=actor, mandate=mandate, to=other)
    return mandate


def _hold(*enterprises: int) -> list[Enterprise]:
    """Lock the rows of both: in one order, so that two acts the other way round do not wait for ever."""
    return list(Enterprise.objects.select_for_update().filter(pk__in=enterprises).order_by("pk"))


def _answering(actor: Actor, mandate: Mandate) -> Mandate:
    """Return the mandate, held, for the side that did not propose it."""
    mandate = _locked(actor, mandate)
    if mandate.proposer_id == _own(actor):
        raise MandateOwnProposal
    return mandate


def _require_waiting(mandate: Mandate) -> None:
    if mandate.standing != MandateStanding.WAITING:
        raise MandateClosed(mandate)


def _locked(actor: Actor, mandate: Mandate) -> Mandate:
    held = Mandate.objects.select_related("client", "holder").select_for_update(of=("self",))
    mandate = held.get(pk=mandate.pk)
    if _own(actor) not in {mandate.client_id, mandate.holder_id}:
        raise NotVisible
    require_now(actor, Permission.MANAGE_MEMBERS)
    return mandate


def _own(actor: Actor) -> int | None:
    return actor.space.enterprise.pk if actor.space.enterprise else None


def _end(actor: Actor, mandate: Mandate, *, reason: str) -> None:
    mandate.ended_at, mandate.ended_by, mandate.end_reason = timezone.now(), actor.user, reason
    mandate.save(update_fields=["ended_at", "ended_by", "end_reason"])
    _record("mandate.ended", actor, mandate)


def _record(tag: str, actor: Actor, mandate: Mandate) -> None:
    """Write it in the history of both enterprises."""
    for enterprise in (mandate.client, mandate.holder):
        record(tag, actor=actor, subject=enterprise, mandate=mandate.pk, role=mandate.role)


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
        emails.tell_end_near(mandate=mandate, to=enterprise)
    return True
