"""Sends a decision to an e-Box: wanted with its sealed document, in the outbox, in a lane of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import structlog
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from dossiers.decisions.ebox.content import parcel_of
from dossiers.decisions.ebox.models import LANE, SEND, SENT, EboxPost
from dossiers.dossier.models import Dossier
from dossiers.gateways.contract import DeliveryFailed
from dossiers.gateways.ebox.publishing import NOT_ACTIVATED, EboxGateway
from dossiers.states import DECIDED
from monespace.common.authors import SYSTEM
from monespace.common.db import get_or_none, require_transaction
from monespace.journal.services import record
from monespace.outbox.routes import handles
from monespace.outbox.running import Failure, Hopeless
from monespace.outbox.services import enqueue

if TYPE_CHECKING:
    from uuid import UUID

    from dossiers.gateways.contract import Acknowledgement, Gateway

GATEWAY: Gateway = EboxGateway()
logger = structlog.get_logger(__name__)


class Refused(Failure, Hopeless):
    """The e-Box refuses the message for good: an agent sees it, and may start it again."""


def want_ebox_post(dossier: Dossier) -> None:
    """Want the decision on ``dossier`` sent to the e-Box too, where the portal is let into it."""
    require_transaction()
    if settings.EBOX_URL:
        EboxPost.objects.create(dossier=dossier)
        enqueue(SEND, lane=LANE, dossier_id=dossier.pk)


@handles(SEND)
def send_to_ebox(dossier_id: UUID | str) -> None:
    """Make one attempt, unless it is sent, nobody uses that e-Box, or the dossier is erased.

    Raises Failure when it is worth trying again, Refused when it is not.
    """
    waiting = EboxPost.objects.filter(sent_at=None, unused_at=None, dossier__state__in=DECIDED)
    post = get_or_none(waiting.select_related("dossier").filter(dossier_id=dossier_id))
    if post is None or not settings.EBOX_URL:
        return
    try:
        parcel = parcel_of(post.dossier, key=post.key)
        acknowledgement = GATEWAY.deliver(parcel) if parcel else None
    except DeliveryFailed as failure:
        if failure.code != NOT_ACTIVATED:
            raise (Refused if failure.is_permanent else Failure)(failure.code) from failure
        acknowledgement = None
    if acknowledgement is None:
        note_unused(post=post)
    else:
        note_sent(post=post, acknowledgement=acknowledgement)


@transaction.atomic
def note_sent(*, post: EboxPost, acknowledgement: Acknowledgement) -> None:
    """Note, once however often it was sent, that the decision lies in the e-Box.

    The row of the dossier is held: one that is erased meanwhile keeps nothing of it.
    """
    dossier = Dossier.objects.select_for_update(no_key=True).get(pk=post.pk)
    if dossier.state not in DECIDED:
        return
    is_first = EboxPost.objects.filter(pk=post.pk, sent_at=None).update(
        sent_at=timezone.now(), unused_at=None, message_id=acknowledgement.service_reference
    )
    if is_first:
        record(SENT, actor=SYSTEM, subject=dossier)
        logger.info("ebox_sent", dossier_id=str(dossier.pk))


def note_unused(*, post: EboxPost) -> None:
    """Note that nobody uses this e-Box: nothing is said of it on any page."""
    EboxPost.objects.filter(pk=post.pk, sent_at=None).update(unused_at=timezone.now())
