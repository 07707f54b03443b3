"""Reminds people of what a service asks, as its last day to answer comes near (ADR 0088)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.db import transaction
from django.utils import timezone

from dossiers.complements.models import ComplementRequest
from dossiers.complements.querysets import REMINDED_BEFORE
from dossiers.dossier.models import Dossier
from dossiers.notices.news import News
from dossiers.notices.telling import tell
from monespace.calendars.counting import add_calendar_days
from monespace.common.authors import SYSTEM
from monespace.common.db import get_or_none
from monespace.journal.services import record
from monespace.outbox.routes import handles
from monespace.outbox.services import enqueue

if TYPE_CHECKING:
    from uuid import UUID

REMIND: Final = "complements.remind"
BATCH: Final = 100


@transaction.atomic
def begin_reminders() -> None:
    """Want everybody reminded whom today’s reminders concern; twice is once."""
    enqueue(REMIND)


@handles(REMIND)
def remind_next() -> None:
    """Remind of the next requests, each in a transaction of its own, and want the rest."""
    due = ComplementRequest.objects.due_for_reminder(timezone.localdate())
    requests = list(due.values_list("pk", flat=True)[:BATCH])
    for request_id in requests:
        remind(request_id=request_id)
    if len(requests) == BATCH:
        begin_reminders()


@transaction.atomic
def remind(*, request_id: UUID) -> bool:
    """Want people told that the last day to answer comes near; False where that was done, or has no object.

    The dossier is locked as by whoever answers: what is answered first is not reminded of.
    """
    today = timezone.localdate()
    Dossier.objects.select_for_update(of=("self",)).get(complement_requests=request_id)
    request = get_or_none(ComplementRequest.objects.due_for_reminder(today).filter(pk=request_id))
    if request is None:
        return False
    stage = min(days for days in REMINDED_BEFORE if request.due_on <= add_calendar_days(today, days))
    ComplementRequest.objects.filter(pk=request.pk).update(reminded_days_before=stage)
    recorded = record(
        "complement.reminded",
        actor=SYSTEM,
        subject=request.dossier,
        request_id=request.pk,
        due_on=request.due_on,
        days_before=stage,
    )
    tell(dossier=request.dossier, news=News.DUE_SOON, recorded=recorded)
    return True
