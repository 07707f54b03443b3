"""Reads of the end of drafts: what waits for whom, what the trash of a space holds."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from django.db.models import F, Q
from django.utils import timezone

from dossiers.catalogue.models import DemarcheVersion
from dossiers.catalogue.published import definition_of
from dossiers.dossier.models import Dossier
from dossiers.drafts.models import TrashedDraft
from dossiers.drafts.periods import REMINDED_AFTER, TOO_LATE_TO_REMIND, silent_before
from dossiers.states import TRASHED
from monespace.common.db import get_or_none

if TYPE_CHECKING:
    from datetime import datetime

    from dossiers.dossier.querysets import DossierQuerySet
    from enterprises.rights.actor import Actor

NEVER_TOLD = Q(draft_notice=None) | Q(draft_notice__announced_at=None)
TOLD_BEFORE_CHANGE = Q(draft_notice__announced_at__lte=F("updated_at"))
TOLD_SINCE_CHANGE = Q(draft_notice__announced_at__gt=F("updated_at"))
RESTORABLE = Q(trashed__isnull=False, trashed__emptied_at=None)


def to_remind() -> DossierQuerySet:
    """Return the drafts that nobody has changed for a week and whose people were never reminded.

    The longest silent come first.
    """
    now = timezone.now()
    silent = Dossier.objects.drafts().filter(
        updated_at__lt=now - REMINDED_AFTER, updated_at__gte=now - TOO_LATE_TO_REMIND
    )
    never = silent.filter(Q(draft_notice=None) | Q(draft_notice__reminded_at=None))
    return never.order_by("updated_at", "pk")


def to_announce() -> DossierQuerySet:
    """Return the drafts that come to their end and whose people were not told since they changed last.

    The longest silent come first.
    """
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
    return drafts.filter(NEVER_TOLD | TOLD_BEFORE_CHANGE).order_by("updated_at", "pk")


def to_expire() -> DossierQuerySet:
    """Return the drafts whose announced day has come, unchanged since, the first announced first."""
    due = Q(draft_notice__ends_on__lte=timezone.localdate())
    return Dossier.objects.drafts().filter(TOLD_SINCE_CHANGE, due).order_by("draft_notice__ends_on", "pk")


def to_empty() -> DossierQuerySet:
    """Return the drafts whose time in the trash is over, the longest first."""
    due = Q(trashed__empty_on__lte=timezone.localdate())
    return Dossier.objects.filter(RESTORABLE, due).order_by("trashed__empty_on", "pk")


def trash_of(actor: Actor) -> DossierQuerySet:
    """Return the drafts in the trash of the actor's space that are within reach, the latest on top."""
    ended = Dossier.objects.visible_to(actor).filter(RESTORABLE, state__in=sorted(TRASHED))
    return ended.select_related("establishment", "trashed").order_by("-trashed__empty_on", "pk")


def trashed(dossier: Dossier) -> TrashedDraft | None:
    """Return what the trash holds of a deleted draft, or held; None for any other, and for older ones."""
    if dossier.state not in TRASHED:
        return None
    return get_or_none(TrashedDraft.objects.filter(pk=dossier.pk))
