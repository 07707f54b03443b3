"""Reading the source again: what representatives gave themselves lasts while they are representatives."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from accounts.identity import IdentityKind
from accounts.people.models import national_number_of
from enterprises.managers import gateway
from enterprises.managers.designation_services import close_designation, close_proposals, open_vacancy
from enterprises.managers.models import GapProposal, RepresentationCheck
from enterprises.managers.representation_services import keep_statement
from enterprises.members.services import close_membership_and_tell
from enterprises.register.models import stopped
from enterprises.rights.models import FUNCTION_ENDED, GapDesignation, Membership
from enterprises.rights.services import lock_enterprise
from monespace.common.authors import SYSTEM
from monespace.common.db import get_or_none

if TYPE_CHECKING:
    from accounts.models import User
    from enterprises.managers.gateway import Statement
    from enterprises.register.models import Enterprise

ASK_AGAIN_AFTER = timedelta(days=1)
BATCH = 50
Outcome = RepresentationCheck.Outcome


def verify_functions() -> int:
    """Ask about the next people who are due, each once a day; return how many the source answered.

    The first question without an answer ends the run: an outage changes nothing, and the next run asks again.
    """
    answered = 0
    for person, enterprise in due_for_verification():
        if not verify_function(person=person, enterprise=enterprise):
            break
        answered += 1
    return answered


def due_for_verification() -> list[tuple[User, Enterprise]]:
    """Return a batch of people with what rests on their function, where the source was not heard today.

    Not those of enterprises that stopped, where accesses are given no more.
    """
    designations = _not_heard_of(GapDesignation.objects.current().self_made()).order_by("designated_at")
    memberships = _not_heard_of(Membership.objects.open().by_function()).order_by("created_at")
    proposals = _not_heard_of(GapProposal.objects.by_function(), "created_by").order_by("created_at")
    rows = [(row.user, row.enterprise) for row in [*designations[:BATCH], *memberships[:BATCH]]]
    rows += [(row.created_by, row.enterprise) for row in proposals[:BATCH]]
    people = {(person.pk, enterprise.pk): (person, enterprise) for person, enterprise in rows}
    return list(people.values())[:BATCH]


def _not_heard_of(rows: Any, person: str = "user") -> Any:
    """Return the rows of people, at the path ``person``, the source was not heard about; people loaded."""
    heard = RepresentationCheck.objects.filter(
        user=OuterRef(person),
        number=OuterRef("enterprise__number"),
        asked_at__gt=timezone.now() - ASK_AGAIN_AFTER,
    ).exclude(outcome=Outcome.UNAVAILABLE)
    known = rows.filter(**{f"{person}__identity__kind": IdentityKind.NISS}).exclude(stopped("enterprise"))
    return known.filter(~Exists(heard)).select_related("enterprise", f"{person}__identity")


def verify_function(*, person: User, enterprise: Enterprise) -> bool:
    """Ask the source, outside any transaction, and end what a function that has ended gave.

    Returns whether the source answered. An enterprise that it no longer knows keeps its manager: only an
    answer about the person takes their function.
    """
    national_number = national_number_of(person)
    assert national_number is not None, "due_for_verification sees to it"  # noqa: S101 - for the type checker
    try:
        statement = gateway.REGISTER.ask(number=enterprise.number, national_number=national_number)
    except gateway.RegisterUnavailable:
        return False
    _draw_consequences(person, enterprise, statement)
    return True


@transaction.atomic
def _draw_consequences(person: User, enterprise: Enterprise, statement: Statement) -> None:
    """Keep the answer and, with it, end what the person gave themselves or proposed, if it still stands."""
    enterprise = lock_enterprise(enterprise_id=enterprise.pk)
    check = keep_statement(actor=SYSTEM, person=person, number=enterprise.number, statement=statement)
    if check.outcome != Outcome.DOES_NOT:
        return
    designations = enterprise.gap_designations.current().self_made().select_related("enterprise", "user")
    if designation := get_or_none(designations.filter(user=person)):
        close_designation(
            actor=SYSTEM, designation=designation, reason=GapDesignation.EndReason.FUNCTION_ENDED
        )
        open_vacancy(actor=SYSTEM, enterprise=enterprise, last=designation)
    proposals = enterprise.gap_proposals.by_function().filter(created_by=person)
    close_proposals(actor=SYSTEM, proposals=proposals)
    taken = enterprise.memberships.open().by_function().select_related("enterprise", "user")
    if membership := get_or_none(taken.filter(user=person)):
        close_membership_and_tell(actor=SYSTEM, membership=membership, reason=FUNCTION_ENDED)
