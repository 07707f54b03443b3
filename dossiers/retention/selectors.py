"""Reads of retention: what is to be announced, what goes when, what a dossier's page says of it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Exists, OuterRef, Q
from django.utils import timezone

from dossiers.catalogue.models import DemarcheVersion
from dossiers.catalogue.published import definition_of
from dossiers.dossier.models import Dossier
from dossiers.retention.models import Erasure, Hold
from dossiers.retention.period import erasing_day, to_tell_before
from dossiers.states import ENDED, State
from monespace.calendars.counting import ONE_DAY

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime
    from uuid import UUID

    from dossiers.dossier.querysets import DossierQuerySet


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownRetention:
    """What the page of an ended dossier says: until when it is kept, or since when it is erased.

    ``is_held``: something holds it longer, and it has no last day.
    """

    kept_until: date | None = None
    is_held: bool = False
    erased_at: datetime | None = None


def with_retention() -> DossierQuerySet:
    """Return dossiers with their erasure and ``is_held``: whether something holds it up."""
    held = Hold.objects.standing().filter(dossier=OuterRef("pk"))
    return Dossier.objects.select_related("erasure").annotate(is_held=Exists(held))


def retention_of(dossier: Any) -> ShownRetention | None:
    """Return what the page says of a dossier that was sent and is ended, or anonymised; None for any other.

    ``dossier`` is one of ``with_retention``.
    """
    if dossier.state == State.ANONYMISED:
        return ShownRetention(erased_at=erased_at(dossier))
    if dossier.submitted_at is None or dossier.state not in ENDED:
        return None
    erasure: Erasure | None = getattr(dossier, "erasure", None)
    if erasure is not None:
        return ShownRetention(kept_until=erasure.due_on - ONE_DAY)
    if dossier.is_held:
        return ShownRetention(is_held=True)
    return ShownRetention(kept_until=day_of(dossier, told_on=timezone.localdate()) - ONE_DAY)


def day_of(dossier: Dossier, *, told_on: date) -> date:
    """Return from which day on an ended dossier may be erased whose people are told on a day."""
    years = definition_of(dossier.demarche_version_id).retention.decided_years
    return erasing_day(timezone.localdate(dossier.ended_at), years, told_on=told_on)


def erased_at(dossier: Dossier) -> datetime:
    """Return when an anonymised dossier was erased."""
    erasure: Erasure | None = getattr(dossier, "erasure", None)
    return (erasure and erasure.erased_at) or dossier.updated_at


def to_announce(today: date, *, most: int) -> Sequence[UUID]:
    """Return the dossiers whose erasure is to be announced, the longest ended first."""
    return list(_to_announce(today).order_by("ended_at", "pk").values_list("pk", flat=True)[:most])


def not_announced(today: date) -> list[tuple[str, int]]:
    """Count by démarche, as slug and number, what the next run announces: erased NOTICE_DAYS after it."""
    counted = _to_announce(today).order_by().values_list("demarche_version__demarche__slug")
    return list(counted.annotate(number=Count("pk")).order_by("demarche_version__demarche__slug"))


def planned_within(days: int, today: date) -> list[dict[str, Any]]:
    """Count by démarche what is erased within so many days: ``slug``, ``number``, ``first``, ``last`` day."""
    planned = Erasure.objects.planned().filter(due_on__lte=today + timedelta(days=days))
    return list(planned.by_demarche())


def _to_announce(today: date) -> DossierQuerySet:
    """Return ended dossiers that come to their day, nothing holds and nobody was told of."""
    versions: dict[int, list[int]] = defaultdict(list)
    for version_id in DemarcheVersion.objects.values_list("pk", flat=True):
        versions[definition_of(version_id).retention.decided_years].append(version_id)
    reached = Q(pk__in=[])
    for years, ids in versions.items():
        reached |= Q(demarche_version__in=ids, ended_at__lt=to_tell_before(years, on=today))
    held = Hold.objects.standing().values("dossier")
    ended = Dossier.objects.filter(reached, state__in=sorted(ENDED), erasure=None)
    return ended.exclude(pk__in=held)
