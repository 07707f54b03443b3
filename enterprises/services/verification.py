"""Reading the source again: a representative who made themselves manager stays so while they are one."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from accounts.identity import IdentityKind, national_number_of
from enterprises.actor import SYSTEM
from enterprises.gateways import bce
from enterprises.models import GapDesignation, RepresentationCheck
from enterprises.services.designations import close, settle
from enterprises.services.periods import hold
from enterprises.services.representation import keep_statement
from monespace.common.db import get_or_none

if TYPE_CHECKING:
    from enterprises.gateways.bce import Statement
    from enterprises.querysets import GapDesignationQuerySet

ASK_AGAIN_AFTER = timedelta(days=1)
BATCH = 50
Outcome = RepresentationCheck.Outcome


def verify_functions() -> int:
    """Ask about the next designations that are due, each once a day; return how many the source answered.

    The first question without an answer ends the run: an outage changes nothing, and the next run asks again.
    """
    answered = 0
    for designation in due_for_verification()[:BATCH]:
        if not verify_function(designation=designation):
            break
        answered += 1
    return answered


def due_for_verification() -> GapDesignationQuerySet:
    """Return the designations whose function the source was not heard about today, people loaded.

    Not those of enterprises that stopped, where accesses are given no more.
    """
    heard = RepresentationCheck.objects.filter(
        user=OuterRef("user"),
        number=OuterRef("enterprise__number"),
        asked_at__gt=timezone.now() - ASK_AGAIN_AFTER,
    ).exclude(outcome=Outcome.UNAVAILABLE)
    made = GapDesignation.objects.current().self_made().select_related("enterprise", "user__identity")
    known = made.filter(user__identity__kind=IdentityKind.NISS, enterprise__stopped_on=None)
    return known.filter(~Exists(heard)).order_by("designated_at")


def verify_function(*, designation: GapDesignation) -> bool:
    """Ask the source, outside any transaction, and end a designation whose function has ended.

    Returns whether the source answered. An enterprise that it no longer knows keeps its manager: only an
    answer about the person takes their function.
    """
    number, national_number = designation.enterprise.number, national_number_of(designation.user)
    assert national_number is not None, "due_for_verification sees to it"  # noqa: S101 - for the type checker
    try:
        statement = bce.REGISTER.ask(number=number, national_number=national_number)
    except bce.RegisterUnavailable:
        return False
    _draw_consequences(designation, statement)
    return True


@transaction.atomic
def _draw_consequences(designation: GapDesignation, statement: Statement) -> None:
    """Keep the answer and, with it, end the designation if it still stands."""
    enterprise = hold(enterprise_id=designation.enterprise_id)
    check = keep_statement(
        actor=SYSTEM, person=designation.user, number=enterprise.number, statement=statement
    )
    if check.outcome != Outcome.DOES_NOT:
        return
    standing = enterprise.gap_designations.current().select_related("enterprise", "user")
    found = get_or_none(standing.filter(pk=designation.pk))
    if found is not None:
        close(actor=SYSTEM, designation=found, reason=GapDesignation.EndReason.FUNCTION_ENDED)
        settle(actor=SYSTEM, enterprise=enterprise, last=found)
