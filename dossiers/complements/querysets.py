"""Reads of what services ask for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Self

from django.db import models
from django.db.models import Q

from dossiers.states import State

if TYPE_CHECKING:
    from datetime import date

ENDS: Final = ("answered_at", "lapsed_at", "cancelled_at")
OPEN_REQUEST: Final = Q(answered_at=None, lapsed_at=None, cancelled_at=None)


class ComplementRequestQuerySet(models.QuerySet):
    """Requests of complements."""

    def open(self) -> Self:
        """Those that wait for an answer: a dossier that was decided or withdrawn waits for none."""
        return self.filter(OPEN_REQUEST, dossier__state=State.ACTION_NEEDED)

    def due_before(self, day: date) -> Self:
        """Those that wait and should have been answered before ``day``, the longest overdue first."""
        return self.open().filter(due_on__lt=day).order_by("due_on", "pk")
