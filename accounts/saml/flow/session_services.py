"""On which sessions of the federation ours stand (ADR 0023)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from accounts.saml.federal_sessions.models import FederalSession
from accounts.saml.protocol.refusals import Refusal, Refused
from monespace.common.crypto import encrypt
from monespace.common.db import delete_in_batches, require_transaction
from monespace.common.tokens import digest

if TYPE_CHECKING:
    from uuid import UUID

    from accounts.saml.federal_sessions.names import Named
    from accounts.saml.response.answers import Answer
    from accounts.sessions.models import Session


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
