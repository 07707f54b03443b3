"""When each piece of repeated work is due, the same whoever asks, and when it began and ended last."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

from django.db import models
from django.utils import timezone

CUT_SHORT_AFTER = timedelta(minutes=5)  # longer than any task may last (CELERY_TASK_TIME_LIMIT), and its way
AGAIN_AFTER_A_PROBLEM = timedelta(minutes=15)
LATE_AFTER = timedelta(minutes=30)
Rule = time | timedelta  # every day at that time here; or every so often, counted from one moment for all
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Work(models.Model):
    """One piece of repeated work, named by its task."""

    task = models.CharField(max_length=100, primary_key=True)
    began_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    problem = models.CharField(max_length=100, blank=True)

    def __str__(self) -> str:
        return self.task

    @property
    def is_open(self) -> bool:
        """Whether it has begun and not ended: it runs, waits for a worker, or was cut short."""
        return self.began_at is not None and (self.ended_at is None or self.ended_at < self.began_at)

    def is_due(self, slot: datetime, now: datetime) -> bool:
        """Whether it must begin now: for its last ``slot``, or again because it came to no good end."""
        if self.began_at is None or (self.began_at < slot and not self.is_open):
            return True
        if self.is_open:
            return now - self.began_at > CUT_SHORT_AFTER
        return (
            bool(self.problem) and self.ended_at is not None and now - self.ended_at > AGAIN_AFTER_A_PROBLEM
        )

    def is_late(self, slot: datetime, now: datetime) -> bool:
        """Whether its last slot went by a while ago and it has not come to a good end since."""
        done = self.ended_at is not None and self.ended_at >= slot and not self.problem
        return not done and now - slot > LATE_AFTER


def latest_slot(rule: Rule, now: datetime) -> datetime:
    """Return the last moment, up to ``now``, at which work of this rule was due."""
    if isinstance(rule, timedelta):
        return now - (now - EPOCH) % rule
    here = timezone.get_default_timezone()
    today = now.astimezone(here).date()
    slot = datetime.combine(today, rule, tzinfo=here)
    return slot if slot <= now else datetime.combine(today - timedelta(days=1), rule, tzinfo=here)
