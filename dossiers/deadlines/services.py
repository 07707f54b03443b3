"""Keeps the time limit of a dossier in step with what happens to it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils import timezone

from dossiers.catalogue.published import definition_of, published_version
from dossiers.deadlines.ends import counted
from dossiers.deadlines.models import DossierDeadline
from dossiers.deadlines.steps import as_kept
from dossiers.deadlines.words import DEADLINE_CHANGED
from dossiers.states import OPEN, State
from monespace.common.authors import SYSTEM
from monespace.common.db import get_or_none, require_transaction
from monespace.journal.services import record

if TYPE_CHECKING:
    from dossiers.dossier.models import Dossier
    from monespace.journal.models import Event


def follow(*, dossier: Dossier, origin: State) -> None:
    """Begin, suspend, resume or end the time limit of ``dossier``, which has just left ``origin``.

    What every change of state calls, in its transaction. A démarche without a limit has nothing to follow.
    """
    require_transaction()
    if dossier.state == State.SUBMITTED:
        begin(dossier=dossier)
    elif State.ACTION_NEEDED in {origin, dossier.state} or dossier.state not in OPEN:
        deadline = get_or_none(DossierDeadline.objects.running().select_for_update().filter(pk=dossier.pk))
        if deadline is not None:
            _go_on(deadline=deadline, dossier=dossier, origin=origin)


def begin(*, dossier: Dossier) -> None:
    """Begin the time limit of a dossier that was sent, once."""
    definition = definition_of(dossier.demarche_version_id)
    if definition.limit is None or dossier.submitted_at is None:
        return
    deadline = DossierDeadline(dossier=dossier, received_on=timezone.localdate(dossier.submitted_at))
    count(deadline=deadline, dossier=dossier)
    DossierDeadline.objects.bulk_create([deadline], ignore_conflicts=True)


def recount(*, deadline: DossierDeadline, dossier: Dossier, **cause: Any) -> Event | None:
    """Count a limit again from its facts; keep a new last day, if there is one, and journal its cause.

    Returns the event of the journal; None where the day stays.
    """
    before = deadline.due_on
    count(deadline=deadline, dossier=dossier)
    deadline.save(update_fields=["waits", "due_on", "steps"])
    if deadline.due_on == before:
        return None
    return record(
        DEADLINE_CHANGED,
        actor=SYSTEM,
        subject=dossier,
        due_on=deadline.due_on,
        previous=before,
        **cause,
    )


def count(*, deadline: DossierDeadline, dossier: Dossier) -> None:
    """Set the last day and its explanation from the facts."""
    found = counted(deadline=deadline, version=published_version(dossier.demarche_version_id))
    deadline.due_on, deadline.steps = found.due_on, as_kept(found.steps)


def _go_on(*, deadline: DossierDeadline, dossier: Dossier, origin: State) -> None:
    """Note that the service began or stopped waiting, or that the dossier is decided or withdrawn."""
    if dossier.state not in OPEN:
        deadline.ended_at = timezone.now()
        deadline.save(update_fields=["ended_at"])
        return
    today = timezone.localdate().isoformat()
    if origin == State.ACTION_NEEDED:
        deadline.waits[-1][1] = today
    else:
        deadline.waits.append([today, None])
    recount(deadline=deadline, dossier=dossier, event=str(dossier.state))
