"""Reads of what services ask for."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final, Self

from django.db import models
from django.db.models import F, Q

from dossiers.states import State
from monespace.calendars.counting import add_calendar_days

if TYPE_CHECKING:
    from datetime import date, datetime
    from uuid import UUID


ENDS: Final = ("answered_at", "lapsed_at", "cancelled_at")
OPEN_REQUEST: Final = Q(answered_at=None, lapsed_at=None, cancelled_at=None)
REMINDED_BEFORE: Final = (7, 2)
"""How many calendar days before the last day people are reminded that an answer is awaited."""


class ComplementRequestQuerySet(models.QuerySet):
    """Requests of complements."""

    def open(self) -> Self:
        """Those that wait for an answer: a dossier that was decided or withdrawn waits for none."""
        return self.filter(OPEN_REQUEST, dossier__state=State.ACTION_NEEDED)

    def latest_first(self) -> Self:
        """Order them by when they were asked, with who asked."""
        return self.select_related("asked_by", "asked_by_client").order_by("-asked_at", "pk")

    def first_first(self) -> Self:
        """Order them by when they were asked, the other way round, with who asked and the answers."""
        return self.select_related("asked_by", "asked_by_client", "answer").order_by("asked_at", "pk")

    def after(self, moment: datetime, request_id: UUID) -> Self:
        """Those that were asked after one, which was asked at ``moment``."""
        return self.filter(Q(asked_at__gt=moment) | Q(asked_at=moment, pk__gt=request_id))

    def due_before(self, day: date) -> Self:
        """Those that wait and should have been answered before ``day``, the longest overdue first."""
        return self.open().filter(due_on__lt=day).order_by("due_on", "pk")

    def due_for_reminder(self, today: date) -> Self:
        """Those that wait, of which people must be reminded by ``today`` and were not.

        One that was asked on the day of a reminder, or later, gets no such reminder.
        """
        due = Q()
        for days in REMINDED_BEFORE:
            not_yet = Q(reminded_days_before=None) | Q(reminded_days_before__gt=days)
            was_asked = Q(asked_at__date__lt=F("due_on") - timedelta(days=days))
            due |= Q(due_on__lte=add_calendar_days(today, days)) & not_yet & was_asked
        return self.open().filter(due, due_on__gte=today).order_by("due_on", "pk")
