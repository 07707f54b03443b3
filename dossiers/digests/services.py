"""Sends the digests: what has waited since before their hour, once, whatever was cut short (ADR 0088)."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from dossiers.deadlines.models import Outage
from dossiers.digests.emails import write_digest
from dossiers.digests.selectors import digest_of
from dossiers.notices.models import Notice
from dossiers.notices.news import News
from dossiers.notices.recipients import can_be_written_to
from monespace.common.db import advisory_lock
from monespace.outbox.routes import handles
from monespace.outbox.services import enqueue

if TYPE_CHECKING:
    from dossiers.notices.querysets import NoticeQuerySet

NEXT: Final = "notices.digests"
SEND: Final = "notices.digest"
BATCH: Final = 500
BEFORE_ALL: Final = str(UUID(int=0))
SETTLED_AFTER: Final = timedelta(hours=1)
"""How long the portal may take to make all limits longer after an outage: one mail tells of all of them."""


@transaction.atomic
def begin_digests(*, until: datetime) -> None:
    """Want the digests of what has waited since before ``until``, their hour of the day; twice is once."""
    enqueue(NEXT, until=until.isoformat(), after=BEFORE_ALL)


@handles(NEXT)
@transaction.atomic
def want_digests(*, until: str, after: str) -> None:
    """Want the digest of each of the next people, and then the rest."""
    waiting = _waiting(datetime.fromisoformat(until))
    people = waiting.recipients_after(after, most=BATCH)
    for person_id in people:
        enqueue(SEND, person_id=person_id, until=until)
    if len(people) == BATCH:
        enqueue(NEXT, until=until, after=str(people[-1]))


@handles(SEND)
@transaction.atomic
def send_digest(*, person_id: str, until: str) -> None:
    """Tell a person what has waited; the mail and that it is told are kept together, or neither.

    What they cannot open any more, or without a proved address, is told to nobody.
    """
    advisory_lock("digest", person_id)
    person = User.objects.get(pk=person_id)
    found = _waiting(datetime.fromisoformat(until)).filter(recipient=person).order_by("created_at", "pk")
    waiting = list(found.select_related("dossier__owner_enterprise", "event"))
    told: list[int] = []
    if can_be_written_to(person):
        digest = digest_of(person, waiting)
        told = [notice.pk for notice in digest.notices]
        if told:
            write_digest(person=person, digest=digest)
    Notice.objects.filter(pk__in=told).update(told_at=timezone.now())
    Notice.objects.filter(pk__in={notice.pk for notice in waiting} - set(told)).delete()


def _waiting(until: datetime) -> NoticeQuerySet:
    """Return what the digests of that hour tell: an outage announced just before waits for the next ones."""
    waiting = Notice.objects.waiting(until=until)
    if Outage.objects.announced_since(until - SETTLED_AFTER).exists():
        return waiting.exclude(news=News.EXTENDED)
    return waiting
