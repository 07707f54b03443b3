"""On which sessions of the federation ours stand, and how ours end with them (ADR 0023)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q

from accounts.models import Session
from accounts.saml.models import FederalSession
from accounts.saml.names import Named
from accounts.saml.refusals import Refusal, Refused
from accounts.saml.services import use_up
from monespace.common.crypto import encrypt
from monespace.common.db import delete_in_batches, require_transaction
from monespace.common.tokens import digest
from monespace.journal.services import record

if TYPE_CHECKING:
    from uuid import UUID

    from accounts.saml.answers import Answer
    from accounts.saml.logout_messages import LogoutRequest
    from monespace.common.authors import Author


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
        _federal_session(session.pk, named).save(force_insert=True)


@transaction.atomic
def end_named_sessions(*, actor: Author, asked: LogoutRequest) -> None:
    """End the sessions that the federation names, once, and no other of that person; or raise Refused.

    A session of ours that is over already is no reason to refuse: the federation may ask late.
    """
    use_up(digest(f"logout {asked.issuer} {asked.id}"), otherwise=Refused(Refusal.INVALID_LOGOUT, "replay"))
    rows = FederalSession.objects.called(asked.name, asked.indexes).order_by("pk").select_for_update()
    named = [row for row in rows if asked.name.is_qualified_as(row.name_qualities, issuer=asked.issuer)]
    if not named:
        raise Refused(Refusal.INVALID_LOGOUT, "federal-session")
    ended = Session.objects.filter(pk__in=[row.session_id for row in named])
    for session in ended.select_related("user").select_for_update(of=("self",)):
        if session.user and not session.is_over:
            record("person.signed_out", actor=actor, subject=session.user, by="federation")
    ended.delete()
    FederalSession.objects.filter(pk__in=[row.pk for row in named]).update(ended_at=asked.issued_at)
    _remember_the_others(asked, named)


def forget_federal_sessions() -> None:
    """Forget those whose session with us was over a day ago."""
    delete_in_batches(FederalSession.objects.outdated())


def _remember_the_others(asked: LogoutRequest, known: list[FederalSession]) -> None:
    """Keep as ended what is named beside the sessions we know: its assertion may still be on its way."""
    digests = {row.index_digest for row in known}
    others = [index for index in asked.indexes if digest(index) not in digests]
    rows = [_federal_session(known[0].session_id, Named(asked.name, index)) for index in others]
    for row in rows:
        row.ended_at = asked.issued_at
    FederalSession.objects.bulk_create(rows)


def _federal_session(session_id: UUID, named: Named) -> FederalSession:
    """Return what is kept of a session of the federation."""
    return FederalSession(
        session_id=session_id,
        **named.name.sealed(),
        encrypted_index=encrypt(named.index),
        index_digest=digest(named.index),
    )
