"""Computes, from the journal, how fast the dossiers of each démarche are decided."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta
from statistics import median_low
from typing import Final, NamedTuple

from django.db import transaction
from django.utils import timezone

from dossiers.dossier.models import Dossier
from dossiers.pace.models import Pace
from dossiers.states import DECIDING
from monespace.journal.models import Event

SPAN: Final = timedelta(days=365)
FEWEST: Final = 10
"""Fewer say nothing of what is usual, and could say something of one person."""
LATELY: Final = 10
BATCH: Final = 1_000
DECISIONS: Final = [f"dossier.{event}" for event in sorted(DECIDING)]


class Decided(NamedTuple):
    """When a dossier was decided, and when it was sent."""

    decided_on: date
    sent_on: date

    @property
    def days(self) -> int:
        """How long it took."""
        return (self.decided_on - self.sent_on).days


@transaction.atomic
def compute_paces() -> None:
    """Write the pace of each démarche of which enough was decided in the last year; forget the others."""
    now = timezone.now()
    found = {
        demarche_id: decided
        for demarche_id, decided in _decided_by_demarche().items()
        if len(decided) >= FEWEST
    }
    Pace.objects.exclude(pk__in=found).delete()
    for demarche_id, decided in found.items():
        lately = sorted(decided)[-LATELY:]
        Pace.objects.update_or_create(
            demarche_id=demarche_id,
            defaults={
                "usual_days": median_low(one.days for one in decided),
                "handled_from": median_low(one.sent_on for one in lately),
                "decided_count": len(decided),
                "computed_at": now,
            },
        )


def _decided_by_demarche() -> dict[int, list[Decided]]:
    """Return what services decided in the last year, by démarche; what silence decides says nothing."""
    events = Event.objects.filter(tag__in=DECISIONS, recorded_at__gte=timezone.now() - SPAN)
    decided = dict(events.exclude(facts__party="system").values_list("subject_id", "recorded_at"))
    found: dict[int, list[Decided]] = defaultdict(list)
    ids = list(decided)
    for first in range(0, len(ids), BATCH):
        dossiers = Dossier.objects.filter(pk__in=ids[first : first + BATCH], submitted_at__isnull=False)
        for pk, demarche_id, sent_at in dossiers.values_list(
            "pk", "demarche_version__demarche", "submitted_at"
        ):
            days = Decided(timezone.localdate(decided[str(pk)]), timezone.localdate(sent_at))
            found[demarche_id].append(days)
    return found
