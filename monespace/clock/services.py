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


@transaction.atomic
def take_due(*, now: datetime) -> list[str]:
    """Return the tasks to send now; each is noted as begun, so that nobody else gets it."""
    clock = settings.CLOCK
    Work.objects.bulk_create([Work(task=task) for task in sorted(clock)], ignore_conflicts=True)
    free = Work.objects.select_for_update(skip_locked=True).filter(task__in=clock).order_by("task")
    due = [work.task for work in free if work.is_due(latest_slot(clock[work.task], now), now)]
    Work.objects.filter(task__in=due).update(began_at=now)
    return due


def note_end(*, task: str, problem: str = "") -> None:
    """Note that a task has ended, with the sort of its problem; work that no clock began is not noted."""
    Work.objects.filter(task=task, began_at__isnull=False).update(
        ended_at=timezone.now(), problem=problem[:LONGEST_PROBLEM]
    )
