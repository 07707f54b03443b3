"""Ends a sign-in in one transaction: the assertion is marked as used, the person comes in; or a refusal."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from accounts.levels import Method
from accounts.people.models import ConsumedAssertion
from accounts.saml.protocol.refusals import Refusal, Refused
from accounts.saml.protocol.rules import SKEW
from accounts.services import Person, PersonBlocked, sign_in_person
from monespace.common.db import violates
from monespace.common.levels import Level
from monespace.common.tokens import digest
from monespace.journal.querysets import Subject
from monespace.journal.services import record

if TYPE_CHECKING:
    from accounts.saml.flow.pending import PendingRequest
    from accounts.saml.response.answers import Answer
    from accounts.services import SignedIn
    from monespace.common.authors import Author

REMEMBERED = timedelta(hours=4)  # longer than any request or assertion can still be used


@transaction.atomic
def accept_answer(*, actor: Author, answer: Answer, pending: PendingRequest) -> SignedIn:
    """Return who came in: whom ``answer`` names, once, if it satisfies what ``pending`` asked for."""
    if answer.refusal:
        raise Refused(answer.refusal, "declined")
    if answer.level < pending.level:
        raise Refused(Refusal.LEVEL_TOO_LOW, "level")
    if pending.force and answer.authenticated < pending.sent - SKEW:
        raise Refused(Refusal.NOT_FRESH, "authn-instant")
    use_up(
        answer.assertion,
        digest(f"request {answer.request_id}"),
        otherwise=Refused(Refusal.REPLAYED, "replay"),
    )
    person = Person(
        national_number=answer.national_number,
        foreign_identifier=answer.foreign_identifier,
        first_name=answer.first_name,
        last_name=answer.last_name,
        language=answer.language,
        mail=answer.mail,
    )
    try:
        return sign_in_person(
            actor=actor, person=person, level=Level(answer.level), method=Method(answer.method)
        )
    except PersonBlocked as error:
        raise Refused(Refusal.BLOCKED, "blocked") from error


@transaction.atomic
def note_refusal(*, actor: Author, refused: Refused, reference: str) -> None:
    """Keep why a sign-in was refused, under the reference that the page shows; ``actor`` is who is known."""
    record(
        "sign_in.refused",
        actor=actor,
        subject=Subject("sign_in", reference),
        refusal=refused.refusal.name,
        rule=refused.rule,
    )


def use_up(*digests: str, otherwise: Refused) -> None:
    """Remember that these have served, or raise; forget those that would be refused for their age."""
    ConsumedAssertion.objects.expired().delete()
    expires_at = timezone.now() + REMEMBERED
    rows = [ConsumedAssertion(digest=value, expires_at=expires_at) for value in digests]
    with violates("an_assertion_is_used_once", otherwise):
        ConsumedAssertion.objects.bulk_create(rows)
