"""Start again what failed: a delivery to a service, or a message that was given up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from dossiers.models import Delivery
from helpdesk.access import AgentPermission, check
from helpdesk.failures.lots import MOST_AT_ONCE, deliveries_of
from helpdesk.failures.selectors import DELIVER
from monespace.common.db import get_or_none
from monespace.journal.services import record
from monespace.outbox.lanes import reopen
from monespace.outbox.models import Lane, Message
from monespace.outbox.services import enqueue, hurry, replay

if TYPE_CHECKING:
    from uuid import UUID

    from accounts.models import User
    from helpdesk.failures.lots import Why

DELIVERY_LANE = "delivery"


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
def reopen_lane(*, actor: User, name: str) -> bool:
    """Go on at once with a correspondent who is left alone; return whether they were."""
    check(actor=actor, permission=AgentPermission.RETRY_FAILURES)
    if not reopen(lane=name):
        return False
    record("outbox.lane_reopened", actor=actor, subject=Lane(name=name))
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
    return _begin_again(actor=actor, delivery=delivery)


@transaction.atomic
def retry_lot(*, actor: User, why: Why, service: str, code: str, days: int | None) -> int:
    """Try the hand-overs of a lot again, the oldest MOST_AT_ONCE; return how many.

    What somebody else starts again at this moment is left to them.
    """
    check(actor=actor, permission=AgentPermission.RETRY_FAILURES)
    found = deliveries_of(service=service, code=code, days=days).select_related("submission__dossier")
    taken = found.select_for_update(of=("self",), skip_locked=True)[:MOST_AT_ONCE]
    return sum(_begin_again(actor=actor, delivery=delivery, why=why) for delivery in taken)


def _begin_again(*, actor: User, delivery: Delivery, **facts: str) -> bool:
    """Give a hand-over its whole time again, or hurry it; return whether that changed anything."""
    Delivery.objects.filter(pk=delivery.pk).update(needs_attention_at=None)
    earlier = Message.objects.about(delivery.pk).filter(topic=DELIVER).last()
    if earlier is None or earlier.done_at:
        enqueue(DELIVER, lane=earlier.lane if earlier else DELIVERY_LANE, delivery_id=delivery.pk)
    elif not (replay(messages=[earlier]) or hurry(message=earlier)):
        return False
    dossier = delivery.submission.dossier
    record("delivery.retried", actor=actor, subject=dossier, delivery_id=str(delivery.pk), **facts)
    return True
