"""Every number of days in the end of a draft, and the moments that follow from them (ADR 0104)."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Final

from django.utils import timezone

from dossiers.dossier.keeping import kept_until
from monespace.calendars.counting import ONE_DAY

if TYPE_CHECKING:
    from datetime import date

    from dossiers.dossier.models import Dossier

REMINDED_AFTER: Final = timedelta(days=7)
"""A week without a change: the person may have forgotten to send."""
TOO_LATE_TO_REMIND: Final = timedelta(days=30)
"""Of an older draft only the end is announced."""
LONGEST_NOTICE: Final = 14
"""Days between the announcement and the trash; half of what is kept, where that is less."""
TRASH_DAYS: Final = 30


def notice_days(kept_days: int) -> int:
    """Return how many days before its end people are told of a draft that is kept so many days."""
    return min(LONGEST_NOTICE, kept_days // 2)


def silent_before(kept_days: int, *, today: date) -> datetime:
    """Return before which moment the last change was of drafts whose end is to be announced today."""
    first_day = today - timedelta(days=kept_days - notice_days(kept_days))
    return timezone.make_aware(datetime.combine(first_day, time.min)) + ONE_DAY


def trash_day(draft: Dossier, *, kept_days: int, told_on: date) -> date:
    """Return on which day a draft goes to the trash: its time is over, and who is told had the notice."""
    return max(kept_until(draft) + ONE_DAY, told_on + timedelta(days=notice_days(kept_days)))


def emptying_day(trashed_on: date) -> date:
    """Return on which day what went to the trash on a day is emptied."""
    return trashed_on + timedelta(days=TRASH_DAYS)
