"""Hands a draft over to a colleague, and tells them."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from django.utils import timezone

from dossiers.access import lock_dossier
from dossiers.filling.selectors import get_draft
from dossiers.filling.services import lock_draft, require_draft
from dossiers.handovers.emails import tell
from dossiers.handovers.errors import (
    EnterpriseStopped,
    HandedMeanwhile,
    HandedTooOften,
    NoLongerAble,
    NotReady,
)
from dossiers.handovers.models import Handover
from dossiers.handovers.selectors import latest_of, offered_to
from enterprises.register.models import require_active
from enterprises.rights.permissions import Permission
from enterprises.rights.terms import PRESSED_TWICE
from monespace.common.errors import NotVisible
from monespace.journal.services import record
from monespace.mail.budgets import within_budgets

if TYPE_CHECKING:
    from uuid import UUID

    from dossiers.dossier.models import Dossier
    from dossiers.filling.draft import Draft
    from enterprises.rights.actor import Actor

Purpose = Handover.Purpose
MOST_A_DAY: Final = 5
"""Times that one draft is handed over in 24 hours, whoever does it."""
DAY: Final = timedelta(days=1)


@within_budgets
def hand_over(
    *, actor: Actor, dossier_id: UUID, colleague_id: UUID, purpose: Purpose, message: str, seen: str
) -> Handover:
    """Make a colleague the one who follows a draft, and write to them; the same pressed twice is once.

    ``seen`` is the id of the latest handover that the actor's page showed, empty for none. Raises NotVisible
    and Forbidden as ``lock_dossier`` does, NoLongerDraft, EnterpriseStopped, HandedMeanwhile, NotReady,
    NoLongerAble, HandedTooOften, MailBudgetSpent.
    """
    if actor.space.enterprise is None:
        raise NotVisible
    lock_dossier(actor=actor, dossier_id=dossier_id, permission=Permission.FILL_DOSSIERS)
    draft = get_draft(actor, dossier_id, Permission.FILL_DOSSIERS)  # read once nobody else can change it
    dossier = draft.dossier
    require_draft(dossier)
    latest = latest_of(dossier)
    if latest is not None and str(latest.pk) != seen:
        if _is_same(latest, actor, colleague_id, purpose):
            return latest
        raise HandedMeanwhile
    require_active(*actor.enterprises, refusal=EnterpriseStopped)
    if purpose is Purpose.SEND and not _is_ready(draft):
        raise NotReady
    able = {one.user.pk: one for one in offered_to(actor, dossier, purpose)}
    if colleague_id not in able:
        raise NoLongerAble
    _require_seldom(dossier)
    lock_draft(actor=actor, dossier=dossier)
    handover = Handover.objects.create(
        dossier=dossier,
        purpose=purpose,
        handed_by=actor.user,
        handed_to=able[colleague_id].user,
        handed_at=timezone.now(),
    )
    tell(actor=actor, colleague=able[colleague_id], draft=dossier, purpose=purpose, message=message)
    facts = {"handover": handover.pk, "handed_to": colleague_id, "purpose": purpose, **actor.capacity}
    record("draft.handed_over", actor=actor, subject=dossier, **facts)
    return handover


def _is_same(latest: Handover, actor: Actor, colleague_id: UUID, purpose: Purpose) -> bool:
    """Whether the actor handed the draft over so a moment ago: a button was pressed twice."""
    wanted = (actor.user.pk, colleague_id, purpose)
    is_just_done = latest.handed_at > timezone.now() - PRESSED_TWICE
    return is_just_done and (latest.handed_by_id, latest.handed_to_id, latest.purpose) == wanted


def _is_ready(draft: Draft) -> bool:
    """Whether nothing is missing in the answers, and the démarche takes requests now."""
    return draft.journey.is_complete and not draft.journey.exits and draft.definition.is_open(draft.today)


def _require_seldom(dossier: Dossier) -> None:
    """Raise HandedTooOften when the draft was handed over often enough for a day."""
    lately = Handover.objects.of(dossier).since(timezone.now() - DAY)[:MOST_A_DAY]
    moments = [one.handed_at for one in lately]
    if len(moments) == MOST_A_DAY:
        raise HandedTooOften(MOST_A_DAY, moments[-1] + DAY)
