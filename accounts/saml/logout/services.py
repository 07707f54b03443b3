"""How our sessions end with those of the federation (ADR 0023)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from accounts.saml.federal_sessions.models import FederalSession
from accounts.saml.federal_sessions.names import Named
from accounts.saml.flow.services import federal_session, use_up
from accounts.saml.protocol.refusals import Refusal, Refused
from accounts.sessions.models import Session
from monespace.common.tokens import digest
from monespace.journal.services import record

if TYPE_CHECKING:
    from accounts.saml.logout.messages import LogoutRequest
    from monespace.common.authors import Author


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


def _remember_the_others(asked: LogoutRequest, known: list[FederalSession]) -> None:
    """Keep as ended what is named beside the sessions we know: its assertion may still be on its way."""
    digests = {row.index_digest for row in known}
    others = [index for index in asked.indexes if digest(index) not in digests]
    rows = [federal_session(known[0].session_id, Named(asked.name, index)) for index in others]
    for row in rows:
        row.ended_at = asked.issued_at
    FederalSession.objects.bulk_create(rows)
