"""Asking the authentic source whether a person represents an enterprise, and keeping what it answered."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from accounts.people.models import national_number_of
from enterprises.managers import gateway
from enterprises.managers.errors import TooManyQuestions
from enterprises.managers.models import RepresentationCheck
from enterprises.register.services import add_enterprise
from monespace.common.authors import SYSTEM
from monespace.journal.services import record

if TYPE_CHECKING:
    from accounts.models import User
    from enterprises.managers.gateway import Description, Statement
    from enterprises.register.models import Enterprise
    from monespace.common.authors import Author

MOST_PER_HOUR = 10
Outcome = RepresentationCheck.Outcome


def check_representation(*, actor: User, number: str) -> RepresentationCheck:
    """Ask the source about ``actor``, outside any transaction, and keep its answer as evidence.

    An enterprise the portal does not know yet is taken over from the source when the person represents it.
    Raises TooManyQuestions.
    """
    since = timezone.now() - timedelta(hours=1)
    if actor.representation_checks.filter(asked_at__gt=since).count() >= MOST_PER_HOUR:
        raise TooManyQuestions
    national_number = national_number_of(actor)
    if national_number is None:  # a person without a Belgian number: the source cannot know them
        return _keep(actor, actor, number, Outcome.DOES_NOT)
    try:
        statement = gateway.REGISTER.ask(number=number, national_number=national_number)
    except gateway.RegisterUnavailable:
        return _keep(actor, actor, number, Outcome.UNAVAILABLE)
    return keep_statement(actor=actor, person=actor, number=number, statement=statement)


def keep_statement(*, actor: Author, person: User, number: str, statement: Statement) -> RepresentationCheck:
    """Keep what the source answered about ``person`` to ``actor``: them, or the portal by itself."""
    if statement.enterprise is None:
        return _keep(actor, person, number, Outcome.UNKNOWN, statement)
    outcome = Outcome.REPRESENTS if statement.function else Outcome.DOES_NOT
    return _keep(actor, person, number, outcome, statement)


@transaction.atomic
def _keep(
    actor: Author,
    person: User,
    number: str,
    outcome: RepresentationCheck.Outcome,
    statement: Statement | None = None,
) -> RepresentationCheck:
    function = statement.function if statement else None
    check = RepresentationCheck.objects.create(
        user=person,
        number=number,
        enterprise=_enterprise(statement.enterprise) if statement and statement.enterprise else None,
        outcome=outcome,
        function=function.function if function else "",
        since=function.since if function else None,
        answer_digest=statement.digest if statement else "",
    )
    record("representation.checked", actor=actor, subject=person, check=check.pk, outcome=outcome)
    return check


def _enterprise(described: Description) -> Enterprise:
    """Return the enterprise, taken over from the source when the portal does not know it yet."""
    return add_enterprise(
        actor=SYSTEM,
        number=described.number,
        name=described.name,
        legal_form=described.legal_form,
        **described.address.model_dump(),
    )
