"""Begins the work that is due, once, however many clocks ask; notes its end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from monespace.clock.models import Work, latest_slot

if TYPE_CHECKING:
    from datetime import datetime

LONGEST_PROBLEM = 100


def take_due(*, now: datetime) -> list[str]:
    """Return the tasks to send now; each is noted as begun, so that nobody else gets it."""
    return [task for task in settings.CLOCK if _take(task, now)]


@transaction.atomic
def _take(task: str, now: datetime) -> bool:
    Work.objects.bulk_create([Work(task=task)], ignore_conflicts=True)
    work = Work.objects.select_for_update(skip_locked=True).filter(task=task).first()
    if work is None or not work.is_due(latest_slot(settings.CLOCK[task], now), now):
        return False
    work.began_at = now
    work.save(update_fields=["began_at"])
    return True


def note_end(*, task: str, problem: str = "") -> None:
    """Note that a task has ended, with the sort of its problem; work that no clock began is not noted."""
    Work.objects.filter(task=task, began_at__isnull=False).update(
        ended_at=timezone.now(), problem=problem[:LONGEST_PROBLEM]
    )
