"""Reads of the end of drafts: what waits for whom, what the trash of a space holds."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import get_language

from dossiers.catalogue.models import DemarcheVersion
from dossiers.catalogue.published import definition_of, load_versions, title_of
from dossiers.dossier.models import Dossier
from dossiers.drafts.models import TrashedDraft
from dossiers.drafts.periods import REMINDED_AFTER, TOO_LATE_TO_REMIND, silent_before
from dossiers.engine.base import SOURCE_LANGUAGE
from dossiers.states import TRASHED
from monespace.common.db import get_or_none

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime
    from uuid import UUID

    from dossiers.dossier.querysets import DossierQuerySet
    from dossiers.drafts.querysets import TrashedDraftQuerySet
    from enterprises.rights.actor import Actor

NEVER_TOLD = Q(draft_notice=None) | Q(draft_notice__announced_at=None)
TOLD_BEFORE_CHANGE = Q(draft_notice__announced_at__lte=F("updated_at"))
TOLD_SINCE_CHANGE = Q(draft_notice__announced_at__gt=F("updated_at"))


def to_remind(*, most: int) -> list[UUID]:
    """Return the drafts of whom to remind people, the longest silent first."""
    return _keys(drafts_to_remind(), most)


def drafts_to_remind() -> DossierQuerySet:
    """Return the drafts that nobody has changed for a week, and whose people were never reminded."""
    now = timezone.now()
    silent = Dossier.objects.drafts().filter(
        updated_at__lt=now - REMINDED_AFTER, updated_at__gte=now - TOO_LATE_TO_REMIND
    )
    return silent.filter(Q(draft_notice=None) | Q(draft_notice__reminded_at=None))


def to_announce(*, most: int) -> list[UUID]:
    """Return the drafts whose end is to be announced, the longest silent first."""
    return _keys(drafts_to_announce(), most)


def drafts_to_announce() -> DossierQuerySet:
    """Return the drafts that come to their end and whose people were not told since they changed last."""
    versions: dict[datetime, list[int]] = defaultdict(list)
    for version_id in DemarcheVersion.objects.values_list("pk", flat=True):
        days = definition_of(version_id).retention.drafts_days
        versions[silent_before(days, today=timezone.localdate())].append(version_id)
    if not versions:
        return Dossier.objects.none()
    reached = Q(pk__in=[])
    for moment, ids in versions.items():
        reached |= Q(demarche_version__in=ids, updated_at__lt=moment)
    drafts = Dossier.objects.drafts().filter(reached, updated_at__lt=max(versions))
    return drafts.filter(NEVER_TOLD | TOLD_BEFORE_CHANGE)


def to_expire(today: date, *, most: int) -> list[UUID]:
    """Return the drafts whose announced day has come, unchanged since, the first announced first."""
    return _keys(drafts_to_expire(today), most, order="draft_notice__ends_on")


def drafts_to_expire(today: date) -> DossierQuerySet:
    """Return the drafts whose announced day has come, unchanged since."""
    return Dossier.objects.drafts().filter(TOLD_SINCE_CHANGE, draft_notice__ends_on__lte=today)


def _keys(drafts: DossierQuerySet, most: int, *, order: str = "updated_at") -> list[UUID]:
    return list(drafts.order_by(order, "pk").values_list("pk", flat=True)[:most])


@dataclass(frozen=True)
class TrashRow:
    """One draft of the trash, and from which day on it is erased."""

    dossier: Dossier
    empty_on: date

    @property
    def title(self) -> str:
        """What its démarche is called, in the reader's language."""
        return title_of(self.dossier.demarche_version_id, get_language() or SOURCE_LANGUAGE)


def rows_of(trashed_drafts: Iterable[TrashedDraft]) -> list[TrashRow]:
    """Return what a page shows of drafts in the trash."""
    rows = [TrashRow(one.dossier, one.empty_on) for one in trashed_drafts]
    load_versions(row.dossier.demarche_version_id for row in rows)
    return rows


def trash_of(actor: Actor) -> TrashedDraftQuerySet:
    """Return the drafts in the trash of the actor's space that are within reach, the latest on top."""
    ended = Dossier.objects.visible_to(actor).filter(state__in=sorted(TRASHED))
    return TrashedDraft.objects.restorable().among(ended)


def trashed(dossier: Dossier) -> TrashedDraft | None:
    """Return what the trash holds of a deleted draft, or held; None for any other, and for older ones."""
    if dossier.state not in TRASHED:
        return None
    return get_or_none(TrashedDraft.objects.filter(pk=dossier.pk))
