"""Tells the people of a dossier what happened to it: who may read it when it is told, each of them once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from accounts.models import MailPace
from dossiers.dossier.models import Dossier
from dossiers.notices.emails import write_news, write_untold
from dossiers.notices.models import Notice
from dossiers.notices.news import MUST_REACH, News, When, when
from dossiers.notices.recipients import recipients_of, stand_ins_for
from dossiers.notices.telling import TELL
from dossiers.states import State
from monespace.common.authors import SYSTEM
from monespace.common.db import advisory_lock, get_or_none
from monespace.journal.models import Event
from monespace.journal.services import record
from monespace.outbox.routes import handles

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from accounts.models import User


@handles(TELL)
@transaction.atomic
def tell_people(*, dossier_id: UUID | str, event_id: int, news: str) -> None:
    """Write a notice and a mail to each recipient of an event; doing it twice changes nothing.

    What waits for the digest gets its notice only. What must reach somebody goes to who manages the accesses
    where no recipient can be written to. Where they cannot either, the journal of the dossier says so, which
    agents read. That an answer is due soon is told only while it is awaited.
    """
    advisory_lock("dossier notices", event_id)
    if Notice.objects.filter(event=event_id).exists():
        return
    known = Dossier.objects.with_demarche().select_related("owner_user", "owner_enterprise", "case__officer")
    dossier = get_or_none(known.filter(pk=dossier_id).exclude(state=State.ANONYMISED))
    if dossier is None:
        return
    happened, told = Event.objects.get(pk=event_id), News(news)
    if told == News.DUE_SOON and dossier.state != State.ACTION_NEEDED:
        return
    now = timezone.now()
    told_at: dict[User | None, datetime | None] = {}
    people = recipients_of(dossier, news=told, doer_id=happened.actor_id)
    for person in people:
        moment = when(told, MailPace(person.mail_pace))
        if moment is When.AT_ONCE:
            write_news(person=person, dossier=dossier, news=told, facts=happened.facts)
        if moment is not When.NEVER:
            told_at[person] = now if moment is When.AT_ONCE else None
    if not people and told in MUST_REACH:
        managers = stand_ins_for(dossier)
        for manager in managers:
            write_untold(manager=manager, dossier=dossier)
            told_at[manager] = now
        record("dossier.nobody_told", actor=SYSTEM, subject=dossier, news=news, managers=len(managers))
        if not managers:
            told_at[None] = None
    Notice.objects.bulk_create(
        Notice(dossier=dossier, event=happened, news=told, recipient=person, told_at=moment)
        for person, moment in told_at.items()
    )
