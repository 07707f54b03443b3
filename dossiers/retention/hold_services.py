"""Keeps a dossier from being erased, and lets it go again; who may is judged by the agents' pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from dossiers.dossier.models import Dossier
from dossiers.retention.errors import AlreadyErased, ReasonMissing, ReasonTooLong
from dossiers.retention.models import LONGEST_REASON, Erasure, Hold
from dossiers.states import State
from monespace.common.db import get_or_none, get_or_not_visible
from monespace.common.text import several_lines
from monespace.journal.services import record

if TYPE_CHECKING:
    from uuid import UUID

    from accounts.models import User
    from dossiers.retention.models import Ground


@transaction.atomic
def hold(*, actor: User, dossier_id: UUID, ground: Ground, reason: str) -> Hold:
    """Keep a dossier from being erased and return why; for a ground that holds it already, nothing changes.

    An erasure that was announced is taken back: people are told anew once nothing holds it any more. The
    dossier is locked, as by the erasure: one of the two comes first. Raises AlreadyErased, ReasonMissing,
    ReasonTooLong, NotVisible.
    """
    words = several_lines(reason)
    if not words:
        raise ReasonMissing
    if len(words) > LONGEST_REASON:
        raise ReasonTooLong
    dossier = get_or_not_visible(Dossier.objects.select_for_update().filter(pk=dossier_id))
    if dossier.state == State.ANONYMISED:
        raise AlreadyErased
    if standing := get_or_none(Hold.objects.standing().filter(dossier=dossier, ground=ground)):
        return standing
    placed = Hold.objects.create(
        dossier=dossier, ground=ground, reason=words, placed_by=actor, placed_at=timezone.now()
    )
    taken_back, _rows = Erasure.objects.planned().filter(dossier=dossier).delete()
    record(
        "retention.held",
        actor=actor,
        subject=dossier,
        hold_id=placed.pk,
        ground=str(ground),
        announcement_taken_back=bool(taken_back),
    )
    return placed


@transaction.atomic
def end_hold(*, actor: User, hold_id: UUID) -> Hold:
    """Let go of a dossier and return what held it; doing it twice changes nothing. Raises NotVisible."""
    found = get_or_not_visible(Hold.objects.filter(pk=hold_id))
    dossier = Dossier.objects.select_for_update().get(pk=found.dossier_id)
    ended = Hold.objects.standing().filter(pk=hold_id).update(ended_at=timezone.now(), ended_by=actor)
    if ended:
        record("retention.hold_ended", actor=actor, subject=dossier, hold_id=hold_id, ground=found.ground)
    found.refresh_from_db()
    return found
