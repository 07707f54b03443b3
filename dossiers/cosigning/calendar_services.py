"""What the calendar does to signatures asked for: reminders, and the end of the time to sign."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from dossiers.cosigning.emails import send_link
from dossiers.cosigning.models import Outcome, Signatory
from dossiers.cosigning.querysets import REMIND_BEFORE_END
from dossiers.cosigning.rounds import end_round, open_round
from dossiers.dossier.models import Dossier
from dossiers.moves import move
from dossiers.states import DossierEvent, Party
from monespace.common.authors import SYSTEM
from monespace.common.db import get_or_none
from monespace.common.tokens import new_token
from monespace.journal.services import record
from monespace.mail.budgets import within_budgets
from monespace.mail.causes import Cause

if TYPE_CHECKING:
    from uuid import UUID


@within_budgets
def remind(*, signatory_id: UUID, dossier_id: UUID) -> bool:
    """Send another link to who has not signed; False when no reminder is due any more.

    The last reminder counts for the first one too: nobody gets both on one day.
    """
    dossier = Dossier.objects.select_for_update().get(pk=dossier_id)
    due = Signatory.objects.with_request().due_for_reminder()
    signatory = get_or_none(due.filter(pk=signatory_id))
    if signatory is None:
        return False
    now, token = timezone.now(), new_token()
    signatory.token_digest = token.digest
    signatory.first_reminder_at = signatory.first_reminder_at or now
    if signatory.request.expires_at <= now + REMIND_BEFORE_END:
        signatory.last_reminder_at = now
    signatory.save(update_fields=["token_digest", "first_reminder_at", "last_reminder_at"])
    send_link(cause=Cause(), signatory=signatory, token=token.value, is_reminder=True)
    record("dossier.signature_reminded", actor=SYSTEM, subject=dossier, signatory=signatory.pk)
    return True


@transaction.atomic
def lapse(*, dossier_id: UUID) -> bool:
    """Make a dossier a draft again whose signatures did not come in time; False when that is not so."""
    dossier = Dossier.objects.select_for_update().get(pk=dossier_id)
    request = open_round(dossier_id)
    if request is None or request.is_open:
        return False
    end_round(request=request, outcome=Outcome.LAPSED)
    move(
        actor=SYSTEM,
        party=Party.SYSTEM,
        dossier=dossier,
        event=DossierEvent.LAPSE_SIGNATURES,
        facts={"request": request.pk},
    )
    return True
