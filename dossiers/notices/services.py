"""Tells the people of a dossier what happened to it: who may read it when it is told, each of them once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from dossiers.dossier.models import Dossier
from dossiers.notices.emails import write_news, write_untold
from dossiers.notices.models import Notice
from dossiers.notices.news import MUST_REACH, News
from dossiers.notices.recipients import recipients_of, stand_ins_for
from dossiers.notices.telling import TELL
from dossiers.states import State
from monespace.common.authors import SYSTEM
from monespace.common.db import advisory_lock, get_or_none
from monespace.journal.models import Event
from monespace.journal.services import record
from monespace.outbox.routes import handles

if TYPE_CHECKING:
    from uuid import UUID

    from accounts.models import User


@handles(TELL)
@transaction.atomic
def tell_people(*, dossier_id: UUID | str, event_id: int, news: str) -> None:
    """Write a notice and a mail to each recipient of an event; doing it twice changes nothing.

    What must reach somebody goes to who manages the accesses where no recipient can be written to. Where they
    cannot either, the journal of the dossier says so, which agents read.
    """
    advisory_lock("dossier notices", event_id)
    if Notice.objects.filter(event=event_id).exists():
        return
    known = Dossier.objects.with_demarche().select_related("owner_user", "owner_enterprise")
    dossier = get_or_none(known.filter(pk=dossier_id).exclude(state=State.ANONYMISED))
    if dossier is None:
        return
    happened, told = Event.objects.get(pk=event_id), News(news)
    recipients: list[User | None] = []
    for person in recipients_of(dossier, doer_id=happened.actor_id):
        write_news(person=person, dossier=dossier, news=told)
        recipients.append(person)
    if not recipients and told in MUST_REACH:
        managers = stand_ins_for(dossier)
        for manager in managers:
            write_untold(manager=manager, dossier=dossier)
        record("dossier.nobody_told", actor=SYSTEM, subject=dossier, news=news, managers=len(managers))
        recipients.extend(managers or [None])
    Notice.objects.bulk_create(
        Notice(dossier=dossier, event=happened, news=told, recipient=person) for person in recipients
    )
