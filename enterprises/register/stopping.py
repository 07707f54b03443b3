"""What « stopped » means, of an enterprise as of an establishment: once in Python, once in SQL (ADR 0049)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django.utils import timezone

from enterprises.register.errors import EnterpriseStopped

if TYPE_CHECKING:
    from datetime import date

    from enterprises.register.models import Enterprise


def has_stopped(stopped_on: date | None) -> bool:
    """Whether what stops on this day, if on any, has stopped today; ``stopped`` says the same in SQL."""
    return stopped_on is not None and stopped_on <= timezone.localdate()


def stopped(entry: str = "") -> Q:
    """Return what is true of rows that have stopped, or whose register entry at the path ``entry`` has."""
    return Q(**{f"{entry}__stopped_on__lte" if entry else "stopped_on__lte": timezone.localdate()})


class RegisterQuerySet(models.QuerySet):
    """Enterprises, or establishments."""

    def active(self) -> RegisterQuerySet:
        """Those that have not stopped."""
        return self.exclude(stopped())


def first_stopped(*enterprises: Enterprise | None) -> Enterprise | None:
    """Return the first of ``enterprises`` that has stopped; None among them stands for no enterprise."""
    return next((one for one in enterprises if one is not None and one.has_stopped), None)


def require_active(
    *enterprises: Enterprise | None, refusal: type[EnterpriseStopped] = EnterpriseStopped
) -> None:
    """Raise ``refusal`` about the first of ``enterprises`` that has stopped, if any."""
    if found := first_stopped(*enterprises):
        raise refusal(found)
