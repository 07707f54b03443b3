"""What the pages about retention read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils import timezone

from dossiers.catalogue.selectors import newest_definition
from dossiers.retention.models import Hold
from dossiers.retention.period import NOTICE_DAYS
from dossiers.retention.selectors import planned_within
from monespace.common.db import get_or_not_visible

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from dossiers.retention.querysets import HoldQuerySet


@dataclass(frozen=True, slots=True, kw_only=True)
class Going:
    """How many dossiers of a démarche are erased soon, from which day to which."""

    title: str
    number: int
    first: date
    last: date


def going(language: str) -> list[Going]:
    """Return what is erased within NOTICE_DAYS, by démarche; what goes first on top."""
    return [
        Going(
            title=newest_definition(row["slug"]).title(language),
            number=row["number"],
            first=row["first"],
            last=row["last"],
        )
        for row in planned_within(NOTICE_DAYS, timezone.localdate())
    ]


def holds() -> HoldQuerySet:
    """Return what keeps dossiers from being erased, the latest on top."""
    return Hold.objects.standing().latest_first()


def get_hold(hold_id: UUID) -> Hold:
    """Return one that stands. Raises NotVisible."""
    return get_or_not_visible(holds().filter(pk=hold_id))
