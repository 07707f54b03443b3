"""Ends a sign-in in one transaction: the assertion is marked as used, the person comes in; or a refusal.

And on which sessions of the federation ours stand (ADR 0023).
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from accounts.levels import Method
from accounts.people.models import ConsumedAssertion
from accounts.saml.federal_sessions.models import FederalSession
from accounts.saml.protocol.refusals import Refusal, Refused
from accounts.saml.protocol.rules import SKEW
from accounts.services import Person, PersonBlocked, sign_in_person
from monespace.common.crypto import encrypt
from monespace.common.db import delete_in_batches, require_transaction, violates
from monespace.common.levels import Level
from monespace.common.tokens import digest
from monespace.journal.querysets import Subject
from monespace.journal.services import record

if TYPE_CHECKING:
    from uuid import UUID

    from accounts.saml.federal_sessions.names import Named
    from accounts.saml.flow.pending import PendingRequest
    from accounts.saml.response.answers import Answer
    from accounts.services import SignedIn
    from accounts.sessions.models import Session
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


def hold(*, session: Session | None, answer: Answer) -> list[FederalSession]:
    """Return what ``session`` stands on, and let no logout touch it before the transaction ends.

    Raise Refused when the federation has ended meanwhile the very session that ``answer`` comes from: a
    logout counts for the assertions issued before it too, even if they arrive later (Core 3.7.3.1).
    """
    require_transaction()
    wanted = Q(session=session.pk) if session else Q(pk=None)
    named = answer.named
    if named:
        wanted |= Q(pk__in=FederalSession.objects.called(named.name, [named.index]).values("pk"))
    rows = list(FederalSession.objects.filter(wanted).order_by("pk").select_for_update())
    if named and any(
        row.ended_at and answer.authenticated <= row.ended_at for row in rows if row.is_the_one(named)
    ):
        raise Refused(Refusal.UNKNOWN_REQUEST, "federal-session-ended")
    return [row for row in rows if session and row.session_id == session.pk and not row.ended_at]


def stand_on(*, session: Session, answer: Answer, held: list[FederalSession]) -> None:
    """Keep that ``session`` stands on what it stood on under its former key, and on what ``answer`` names."""
    require_transaction()
    FederalSession.objects.filter(pk__in=[row.pk for row in held]).update(session=session.pk)
    named = answer.named
    if named and not any(row.is_the_one(named) for row in held):
        federal_session(session.pk, named).save(force_insert=True)


def forget_federal_sessions() -> None:
    """Forget those whose session with us was over a day ago."""
    delete_in_batches(FederalSession.objects.outdated())


def federal_session(session_id: UUID, named: Named) -> FederalSession:
    """Return what is kept of a session of the federation."""
    return FederalSession(
        session_id=session_id,
        **named.name.sealed(),
        encrypted_index=encrypt(named.index),
        index_digest=digest(named.index),
    )
