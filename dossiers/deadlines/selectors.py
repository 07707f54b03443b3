"""What pages say of a dossier's time limit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils import timezone

from dossiers.catalogue.published import definition_of
from dossiers.deadlines.models import DossierDeadline, Outage
from dossiers.deadlines.steps import Extended

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date
    from uuid import UUID

    from dossiers.deadlines.steps import Step
    from dossiers.dossier.models import Dossier
    from dossiers.engine.base import Text
    from dossiers.engine.limits import Limit


@dataclass(frozen=True, slots=True)
class Reason:
    """One step of how the last day came about; an outage has its cause and the text that extends limits."""

    step: Step
    cause: Text | None = None
    legal_basis: Text | None = None


@dataclass(frozen=True, slots=True)
class ShownDeadline:
    """The time limit of a dossier, as its pages show it."""

    deadline: DossierDeadline
    limit: Limit
    reasons: list[Reason]

    @property
    def is_passed(self) -> bool:
        """Whether the last day went by without a decision."""
        due_on = self.deadline.due_on
        return self.deadline.ended_at is None and due_on is not None and due_on < timezone.localdate()


def deadline_of(dossier: Dossier) -> ShownDeadline | None:
    """Return the time limit of a dossier; None without one.

    In two queries at most, one less where the dossier has its ``deadline`` loaded.
    """
    limit = definition_of(dossier.demarche_version_id).limit
    deadline: DossierDeadline | None = getattr(dossier, "deadline", None) if limit else None
    if deadline is None or limit is None:
        return None
    steps = deadline.explanation
    by_id = Outage.objects.in_bulk({step.outage for step in steps if isinstance(step, Extended)})
    return ShownDeadline(deadline, limit, [_reason(step, by_id) for step in steps])


def due_days(dossier_ids: Collection[UUID]) -> dict[UUID, date]:
    """Return by when those of these dossiers must be decided whose limit runs, in one query."""
    running = DossierDeadline.objects.running().filter(pk__in=dossier_ids).exclude(due_on=None)
    return dict(running.values_list("pk", "due_on"))


def _reason(step: Step, outages: dict[object, Outage]) -> Reason:
    outage = outages.get(step.outage) if isinstance(step, Extended) else None
    return Reason(step, outage.cause_text, outage.legal_basis_text) if outage else Reason(step)
