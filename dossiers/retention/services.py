"""Announces the erasure of dossiers whose time is over, and does it: bounded, one by one."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from django.db import transaction
from django.utils import timezone

from dossiers.dossier.models import Dossier
from dossiers.moves import move
from dossiers.notices.news import News
from dossiers.notices.telling import tell
from dossiers.retention.erasing import erase_rows
from dossiers.retention.models import Erasure, Hold
from dossiers.retention.period import first_erasing_day
from dossiers.retention.selectors import day_of, to_announce
from dossiers.states import ENDED, DossierEvent, Party
from monespace.common.authors import SYSTEM
from monespace.common.db import advisory_lock, get_or_none
from monespace.journal.services import record

if TYPE_CHECKING:
    from uuid import UUID

MOST_A_DAY: Final = 500
"""A wrong definition or clock erases no more before somebody sees it; a run takes less than a minute."""
ONE_RUN: Final = timedelta(hours=20)
"""What was erased so lately counts for today: the run of the day before is 24 hours away."""
MOST_ANNOUNCED: Final = 1_000
"""As many as one run does in time; the next one goes on."""


def announce_due() -> None:
    """Announce the erasure of dossiers whose time is over soon, each in a transaction of its own."""
    for dossier_id in to_announce(timezone.localdate(), most=MOST_ANNOUNCED):
        announce(dossier_id=dossier_id)


@transaction.atomic
def announce(*, dossier_id: UUID) -> bool:
    """Note from which day on a dossier may be erased, and want its people told; False for any other.

    A draft that was never sent holds nothing that its people could still download: nobody is told.
    """
    dossier = Dossier.objects.select_for_update().get(pk=dossier_id)
    if not _may_be_planned(dossier) or Erasure.objects.filter(pk=dossier.pk).exists():
        return False
    today = timezone.localdate()
    due_on = day_of(dossier, told_on=today)
    if due_on > first_erasing_day(today):
        return False
    Erasure.objects.create(dossier=dossier, due_on=due_on, announced_at=timezone.now())
    recorded = record("retention.announced", actor=SYSTEM, subject=dossier, due_on=due_on)
    if dossier.submitted_at is not None:
        tell(dossier=dossier, news=News.ERASED_SOON, recorded=recorded)
    return True


def erase_due() -> None:
    """Erase the dossiers that are due, the longest due first, at most MOST_A_DAY."""
    due = Erasure.objects.due(timezone.localdate())
    for dossier_id in list(due.values_list("pk", flat=True)[:MOST_A_DAY]):
        anonymise(dossier_id=dossier_id)


@transaction.atomic
def anonymise(*, dossier_id: UUID) -> bool:
    """Erase what is to be known of people in a dossier; False unless it is due, or when today's are done.

    One at a time, whoever runs: two runs at once share what one day allows. What is stopped in the middle has
    not begun. The files go once this is committed, by the outbox.
    """
    advisory_lock("retention")
    now = timezone.now()
    if Erasure.objects.done_since(now - ONE_RUN).count() >= MOST_A_DAY:
        return False
    dossier = get_or_none(Dossier.objects.select_for_update().filter(pk=dossier_id))
    erasure = get_or_none(Erasure.objects.due(timezone.localdate()).filter(pk=dossier_id))
    if dossier is None or erasure is None or not _may_be_planned(dossier):
        return False
    move(
        actor=SYSTEM,
        party=Party.SYSTEM,
        dossier=dossier,
        event=DossierEvent.ANONYMISE,
        facts={"due_on": erasure.due_on},
        last_message_at=None,
        unread_by_person=0,
        unread_by_service=0,
    )
    erase_rows(dossier)
    Erasure.objects.filter(pk=dossier_id).update(erased_at=now)
    return True


def _may_be_planned(dossier: Dossier) -> bool:
    """Whether a dossier that the caller holds is ended, and nothing holds it."""
    return dossier.state in ENDED and not Hold.objects.standing().filter(dossier=dossier).exists()
