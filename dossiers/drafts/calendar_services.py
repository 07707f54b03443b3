"""What the calendar does with drafts that nobody changes: bounded, one by one, each in its transaction."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.db import transaction
from django.utils import timezone

from dossiers.catalogue.published import definition_of
from dossiers.dossier.models import Dossier
from dossiers.drafts import selectors
from dossiers.drafts.emails import announce_end, remind
from dossiers.drafts.models import DraftNotice
from dossiers.drafts.periods import trash_day
from dossiers.drafts.recipients import people_of
from dossiers.drafts.services import empty_locked, put_in_trash
from dossiers.moves import move
from dossiers.states import DossierEvent, Party
from monespace.common.authors import SYSTEM
from monespace.common.db import get_or_none, require_transaction
from monespace.journal.services import record

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from dossiers.dossier.querysets import DossierQuerySet

    Act = Callable[..., object]

MOST_A_RUN: Final = 1_000
"""As many as one run does in time, of each kind; the next one goes on. A wrong clock does no more harm."""


def tell_due() -> None:
    """Remind the people of drafts that they did not send, and announce the end of those that come to it."""
    _do_each(selectors.to_remind(), remind_of)
    _do_each(selectors.to_announce(), announce)


def end_due() -> None:
    """Put drafts into the trash whose announced day has come, and empty what was there for its time."""
    _do_each(selectors.to_expire(), expire)
    _do_each(selectors.to_empty(), empty)


def _do_each(due: DossierQuerySet, act: Act) -> None:
    """Do ``act`` to the first MOST_A_RUN that are due, one transaction each."""
    for dossier_id in list(due.values_list("pk", flat=True)[:MOST_A_RUN]):
        _do(due, act, dossier_id)


@transaction.atomic
def _do(due: DossierQuerySet, act: Act, dossier_id: UUID) -> None:
    """Do ``act`` to one dossier, locked, unless somebody changed it meanwhile and it is no longer due."""
    if not Dossier.objects.select_for_update().filter(pk=dossier_id).exists():
        return
    known = due.with_demarche().select_related("owner_user", "owner_enterprise")
    if dossier := get_or_none(known.filter(pk=dossier_id)):
        act(draft=dossier)


def remind_of(*, draft: Dossier) -> None:
    """Remind the people of a draft that the caller holds, once in its life."""
    require_transaction()
    DraftNotice.objects.update_or_create(pk=draft.pk, defaults={"reminded_at": timezone.now()})
    people = people_of(draft)
    for person in people:
        remind(person=person, draft=draft)
    record("draft.reminded", actor=SYSTEM, subject=draft, people=len(people))


def announce(*, draft: Dossier) -> None:
    """Tell the people of a draft that the caller holds on which day it goes to the trash."""
    require_transaction()
    days = definition_of(draft.demarche_version_id).retention.drafts_days
    ends_on = trash_day(draft, kept_days=days, told_on=timezone.localdate())
    told = {"announced_at": timezone.now(), "ends_on": ends_on}
    DraftNotice.objects.update_or_create(pk=draft.pk, defaults=told)
    people = people_of(draft)
    for person in people:
        announce_end(person=person, draft=draft, ends_on=ends_on)
    record("draft.end_announced", actor=SYSTEM, subject=draft, ends_on=ends_on, people=len(people))


def expire(*, draft: Dossier) -> None:
    """Put a draft that the caller holds into the trash."""
    move(actor=SYSTEM, party=Party.SYSTEM, dossier=draft, event=DossierEvent.EXPIRE)
    put_in_trash(dossier=draft)


def empty(*, draft: Dossier) -> None:
    """Erase what a draft in the trash holds; the caller holds it."""
    empty_locked(actor=SYSTEM, dossier=draft)
