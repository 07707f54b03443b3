"""What every act of an agent rests on: a consultation, opened for a reason."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils import timezone

from helpdesk.models import Consultation
from monespace.common.db import advisory_lock
from monespace.journal.services import record

if TYPE_CHECKING:
    from django.db.models import Model

    from accounts.models import User

OPEN_FOR = timedelta(minutes=30)


def current_consultation(*, actor: User, **opened: Model) -> Consultation | None:
    """Return the reason that opens one thing, named as in Consultation, to the agent now, if he gave one."""
    return Consultation.objects.current(agent=actor, **opened)


def consult(
    *, actor: User, tag: str, journal_of: Model, reason: str, call_reference: str, **opened: Model
) -> Consultation:
    """Keep why the agent opens one thing, named as in Consultation; an opening that lasts stands."""
    advisory_lock("consultation", actor.pk, *(thing.pk for thing in opened.values()))
    if current := current_consultation(actor=actor, **opened):
        return current
    now = timezone.now()
    consultation = Consultation.objects.create(
        agent=actor,
        reason=reason,
        call_reference=call_reference,
        started_at=now,
        ends_at=now + OPEN_FOR,
        **opened,
    )
    record(
        tag,
        actor=actor,
        subject=journal_of,
        consultation=str(consultation.pk),
        reason=consultation.reason,
    )
    return consultation
