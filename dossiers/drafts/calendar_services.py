"""What the calendar does with drafts that nobody changes: bounded, one by one, each in its transaction."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.db import transaction
from django.utils import timezone

from dossiers.catalogue.published import definition_of
from dossiers.dossier.models import Dossier
from dossiers.drafts.emails import announce_end, remind
from dossiers.drafts.models import DraftNotice, TrashedDraft
from dossiers.drafts.periods import trash_day
from dossiers.drafts.recipients import people_of
from dossiers.drafts.selectors import (
    drafts_to_announce,
    drafts_to_expire,
    drafts_to_remind,
    to_announce,
    to_expire,
    to_remind,
)
from dossiers.drafts.services import empty_locked, put_in_trash
from dossiers.moves import move
from dossiers.states import DossierEvent, Party
from monespace.common.authors import SYSTEM
from monespace.common.db import get_or_none
from monespace.journal.services import record

if TYPE_CHECKING:
    from uuid import UUID

    from dossiers.dossier.querysets import DossierQuerySet

MOST_A_RUN: Final = 1_000
"""As many as one run does in time, of each kind; the next one goes on. A wrong clock does no more harm."""


def tell_due() -> None:
    """Remind the people of drafts that they did not send, and announce the end of those that come to it."""
    for dossier_id in to_remind(most=MOST_A_RUN):
        remind_of(dossier_id=dossier_id)
    for dossier_id in to_announce(most=MOST_A_RUN):
        announce(dossier_id=dossier_id)


@transaction.atomic
def remind_of(*, dossier_id: UUID) -> bool:
    """Remind the people of one draft, once in its life; False when somebody changed it meanwhile."""
    draft = _held(drafts_to_remind(), dossier_id)
    if draft is None:
        return False
    DraftNotice.objects.update_or_create(pk=draft.pk, defaults={"reminded_at": timezone.now()})
    people = people_of(draft)
    for person in people:
        remind(person=person, draft=draft)
    record("draft.reminded", actor=SYSTEM, subject=draft, people=len(people))
    return True


@transaction.atomic
def announce(*, dossier_id: UUID) -> bool:
    """Tell the people of one draft on which day it goes to the trash; False if somebody changed it."""
    draft = _held(drafts_to_announce(), dossier_id)
    if draft is None:
        return False
    days = definition_of(draft.demarche_version_id).retention.drafts_days
    ends_on = trash_day(draft, kept_days=days, told_on=timezone.localdate())
    told = {"announced_at": timezone.now(), "ends_on": ends_on}
    DraftNotice.objects.update_or_create(pk=draft.pk, defaults=told)
    people = people_of(draft)
    for person in people:
        announce_end(person=person, draft=draft, ends_on=ends_on)
    record("draft.end_announced", actor=SYSTEM, subject=draft, ends_on=ends_on, people=len(people))
    return True


def end_due() -> None:
    """Put drafts into the trash whose announced day has come, and empty what was there for its time."""
    today = timezone.localdate()
    for dossier_id in to_expire(today, most=MOST_A_RUN):
        expire(dossier_id=dossier_id)
    due = TrashedDraft.objects.to_empty(today).values_list("pk", flat=True)
    for dossier_id in list(due[:MOST_A_RUN]):
        empty_due(dossier_id=dossier_id)


@transaction.atomic
def expire(*, dossier_id: UUID) -> bool:
    """Put one draft into the trash; False when somebody changed it meanwhile."""
    draft = _held(drafts_to_expire(timezone.localdate()), dossier_id)
    if draft is None:
        return False
    move(actor=SYSTEM, party=Party.SYSTEM, dossier=draft, event=DossierEvent.EXPIRE)
    put_in_trash(dossier=draft)
    return True


@transaction.atomic
def empty_due(*, dossier_id: UUID) -> bool:
    """Erase what one draft in the trash holds; False when somebody restored or emptied it meanwhile."""
    dossier = Dossier.objects.select_for_update().get(pk=dossier_id)
    is_due = TrashedDraft.objects.to_empty(timezone.localdate()).filter(pk=dossier_id).exists()
    return is_due and empty_locked(actor=SYSTEM, dossier=dossier)


def _held(drafts: DossierQuerySet, dossier_id: UUID) -> Dossier | None:
    """Return a draft, held until the transaction ends, if it is still one of ``drafts``."""
    if not Dossier.objects.select_for_update().filter(pk=dossier_id).exists():
        return None
    known = drafts.with_demarche().select_related("owner_user", "owner_enterprise")
    return get_or_none(known.filter(pk=dossier_id))
