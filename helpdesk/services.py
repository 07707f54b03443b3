"""What agents do: open a dossier for a reason, search, start again what failed."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dossiers.models import Delivery
from helpdesk.groups import AgentPermission, permissions_of
from helpdesk.models import Consultation
from helpdesk.troubles import DELIVER
from monespace.common.db import advisory_lock, get_or_none
from monespace.common.errors import Forbidden
from monespace.journal.services import record
from monespace.outbox.models import Message
from monespace.outbox.services import enqueue, hurry, replay

if TYPE_CHECKING:
    from uuid import UUID

    from django.db.models import Model

    from accounts.models import User
    from dossiers.models import Dossier
    from helpdesk.lookup import Kind

DELIVERY_LANE = "delivery"
OPEN_FOR = timedelta(minutes=30)


def check(*, actor: User, permission: AgentPermission) -> None:
    """Refuse an agent whose groups do not give ``permission``."""
    if permission not in permissions_of(actor):
        raise Forbidden(permission, message=_("Votre groupe d’agents ne permet pas cette action."))


@transaction.atomic
def record_search(*, actor: User, kind: Kind, found: int) -> None:
    """Keep that the agent searched, how and with how many results; never what he typed."""
    check(actor=actor, permission=AgentPermission.FIND_DOSSIERS)
    record("helpdesk.searched", actor=actor, subject=actor, kind=kind, found=found)


@transaction.atomic
def open_dossier(*, actor: User, dossier: Dossier, reason: str, call_reference: str = "") -> Consultation:
    """Open ``dossier`` to the agent for half an hour; asked twice, the first opening stands."""
    check(actor=actor, permission=AgentPermission.OPEN_DOSSIERS)
    return consult(
        actor=actor,
        tag="dossier.consulted",
        journal_of=dossier,
        reason=reason,
        call_reference=call_reference,
        dossier=dossier,
    )


def consult(
    *, actor: User, tag: str, journal_of: Model, reason: str, call_reference: str, **opened: Model
) -> Consultation:
    """Keep why the agent opens one thing, named as in Consultation; an opening that lasts stands."""
    advisory_lock("consultation", actor.pk, *(thing.pk for thing in opened.values()))
    if current := Consultation.objects.current(agent=actor, **opened).first():
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


@transaction.atomic
def retry_message(*, actor: User, message_id: int) -> bool:
    """Give a message that was given up its whole time again; return whether there was one."""
    check(actor=actor, permission=AgentPermission.RETRY_FAILURES)
    message = get_or_none(Message.objects.filter(pk=message_id, failed_at__isnull=False))
    if message is None or not replay(messages=[message]):
        return False
    record("outbox.replayed", actor=actor, subject=message, topic=message.topic)
    return True


@transaction.atomic
def retry_delivery(*, actor: User, delivery_id: UUID) -> bool:
    """Try a failing delivery again at once; return whether that changed anything.

    One that was refused or given up gets its whole time again; one that is tried later is tried now.
    """
    check(actor=actor, permission=AgentPermission.RETRY_FAILURES)
    waiting = Delivery.objects.failing().select_for_update(of=("self",))
    delivery = get_or_none(waiting.select_related("submission__dossier").filter(pk=delivery_id))
    if delivery is None:
        return False
    Delivery.objects.filter(pk=delivery_id).update(needs_attention_at=None)
    earlier = Message.objects.about(delivery_id).filter(topic=DELIVER).last()
    if earlier is None or earlier.done_at:
        enqueue(DELIVER, lane=earlier.lane if earlier else DELIVERY_LANE, delivery_id=delivery_id)
    elif not (replay(messages=[earlier]) or hurry(message=earlier)):
        return False
    record("delivery.retried", actor=actor, subject=delivery.submission.dossier, delivery_id=str(delivery_id))
    return True
