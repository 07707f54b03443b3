"""What operators ask about repeated work."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings

from monespace.clock.models import Work, latest_slot

if TYPE_CHECKING:
    from datetime import datetime


def late_work(now: datetime) -> list[str]:
    """Return the tasks whose last time went by a while ago without a good end."""
    known = {work.task: work for work in Work.objects.all()}
    return [
        task
        for task, rule in settings.CLOCK.items()
        if known.get(task, Work(task=task)).is_late(latest_slot(rule, now), now)
    ]


def missed_work(now: datetime) -> list[Work]:
    """Return the late work that has ended at least once, by name: a new installation has missed none."""
    ended = Work.objects.filter(task__in=settings.CLOCK, ended_at__isnull=False).order_by("task")
    return [work for work in ended if work.is_late(latest_slot(settings.CLOCK[work.task], now), now)]


def problems_of_work() -> dict[str, bool]:
    """Return whether the last run of each task failed."""
    return {work.task: bool(work.problem) for work in Work.objects.order_by("task") if work.ended_at}


def seconds_since_ends(now: datetime) -> dict[str, float]:
    """Return how long ago each task ended last, well or not."""
    return {
        work.task: (now - work.ended_at).total_seconds()
        for work in Work.objects.order_by("task")
        if work.ended_at is not None
    }
