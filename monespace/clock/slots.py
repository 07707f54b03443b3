"""The moments at which repeated work is due: the same whoever asks, and whenever it was started."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

from django.utils import timezone

Rule = time | timedelta  # every day at that time here; or every so often, counted from one moment for all
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def latest_slot(rule: Rule, now: datetime) -> datetime:
    """Return the last moment, up to ``now``, at which work of this rule was due."""
    if isinstance(rule, timedelta):
        return now - (now - EPOCH) % rule
    here = timezone.get_default_timezone()
    today = now.astimezone(here).date()
    slot = datetime.combine(today, rule, tzinfo=here)
    return slot if slot <= now else datetime.combine(today - timedelta(days=1), rule, tzinfo=here)
