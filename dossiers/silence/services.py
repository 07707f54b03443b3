"""Decides, in the place of a service that kept silent, what the law says that its silence means."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.db import transaction
from django.utils import timezone

from dossiers.catalogue.published import definition_of
from dossiers.deadlines.models import DossierDeadline
from dossiers.dossier.models import Dossier
from dossiers.moves import move
from dossiers.states import OPEN, DossierEvent, Party
from monespace.common.authors import SYSTEM
from monespace.common.db import get_or_none

if TYPE_CHECKING:
    from uuid import UUID

EVENTS: Final = {"approval": DossierEvent.ACCEPT, "refusal": DossierEvent.REFUSE}


@transaction.atomic
def decide_by_silence(*, dossier_id: UUID) -> bool:
    """Accept or refuse a dossier whose time limit has passed, as its démarche says; return whether it was.

    Nothing happens where the law gives silence no meaning, before the day after the last one, or to a dossier
    that was decided, withdrawn or extended meanwhile: twice changes nothing.
    """
    open_ones = Dossier.objects.select_for_update().filter(pk=dossier_id, state__in=OPEN)
    dossier = get_or_none(open_ones)
    passed = DossierDeadline.objects.passed(timezone.localdate()).select_for_update()
    deadline = get_or_none(passed.filter(pk=dossier_id)) if dossier else None
    if dossier is None or deadline is None:
        return False
    limit = definition_of(dossier.demarche_version_id).limit
    if limit is None or limit.silence is None:
        return False
    move(
        actor=SYSTEM,
        party=Party.SYSTEM,
        dossier=dossier,
        event=EVENTS[limit.silence.means],
        facts={"silence_since": deadline.due_on},
    )
    DossierDeadline.objects.filter(pk=dossier_id).update(silent_at=timezone.now())
    return True
