"""Tells systems what happened to a dossier: who may read it, each at its own address, until each has it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from typing import TYPE_CHECKING, Final

import structlog
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from dossiers.clients.actors import may_read
from dossiers.clients.verbs import Verb
from dossiers.dossier.models import Dossier
from dossiers.dossier.routed import definition_for
from dossiers.states import DossierEvent, State
from dossiers.webhooks.addresses import is_public
from dossiers.webhooks.events import CONTENT_TYPE, WRITTEN, body_of, event_of, id_of
from dossiers.webhooks.models import ANNOUNCE, SEND, Endpoint
from dossiers.webhooks.reasons import Reason
from dossiers.webhooks.services import disable
from dossiers.webhooks.signing import headers_of
from monespace.calls.calling import call
from monespace.calls.network import NoAnswer, Patience
from monespace.common.authors import SYSTEM
from monespace.common.crypto import decrypt
from monespace.common.db import get_or_none
from monespace.journal.models import Event
from monespace.outbox.models import Message
from monespace.outbox.routes import handles
from monespace.outbox.running import Failure
from monespace.outbox.services import enqueue_all, wanted

if TYPE_CHECKING:
    from uuid import UUID

    from dossiers.clients.models import Client

logger = structlog.get_logger(__name__)

DELAYS: Final = tuple(
    timedelta(seconds=seconds) for seconds in (5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400)
)
"""Ten attempts in 75 hours and a half, and up to a tenth more by chance."""
PATIENCE: Final = Patience(total=20, connect=5, may_reach=is_public)
LONGEST_WAIT: Final = timedelta(days=1)
EACH_MINUTE: Final = timedelta(minutes=1)


@handles(ANNOUNCE)
@transaction.atomic
def announce(*, dossier_id: UUID | str, version: int) -> None:
    """Want an event sent to every address that is to be told of it; doing it twice changes nothing."""
    dossier = get_or_none(Dossier.objects.sent().filter(pk=dossier_id))
    if dossier is None or _is_wanted(dossier, version):
        return
    happened = Event.objects.about(dossier).get(sequence=version)
    services = {channel.service for channel in definition_for(dossier).delivery}
    told = Endpoint.objects.listening(event=event_of(happened), services=services)
    enqueue_all(
        message_to(one, dossier.pk, version) for one in told if _may_hear(one.client, dossier, happened)
    )


def message_to(endpoint: Endpoint, dossier_id: UUID | str, version: int) -> Message:
    """Return the message, not yet written, by which an event is sent to an address."""
    return wanted(
        SEND, lane=endpoint.lane, dossier_id=str(dossier_id), version=version, endpoint=endpoint.pk.hex
    )


@handles(SEND, delays=DELAYS)
def send(*, dossier_id: UUID | str, version: int, endpoint: str) -> None:
    """Send an event to an address, if it is to be told of it by now; of an erased dossier only that it is.

    Raises Failure for anything but a success. Who answers that the address is gone gets nothing any more.
    """
    to = get_or_none(Endpoint.objects.enabled().select_related("client").filter(pk=endpoint))
    dossier = get_or_none(Dossier.objects.sent().filter(pk=dossier_id))
    if to is None or dossier is None:
        return
    happened = Event.objects.about(dossier).get(sequence=version)
    if not _may_hear(to.client, dossier, happened):
        return
    if dossier.state == State.ANONYMISED and event_of(happened) != DossierEvent.ANONYMISE:
        return
    body = body_of(dossier, happened)
    secrets = [decrypt(one.sealed_secret) for one in to.secrets.standing()]
    signed = headers_of(message_id=id_of(dossier, version), body=body, signed_with=secrets)
    try:
        answer = call(
            "POST", to.url, patience=PATIENCE, headers={"Content-Type": CONTENT_TYPE, **signed}, body=body
        )
    except NoAnswer as failure:
        raise Failure(failure.code) from failure
    if answer.status == HTTPStatus.GONE:
        disable(actor=SYSTEM, endpoint_id=to.pk, reason=Reason.GONE)
        logger.warning("webhook_endpoint_gone", endpoint_id=str(to.pk))
    elif not answer.is_success:
        raise Failure(f"http_{answer.status}", wait=wait_of(answer.headers.get("retry-after", "")))
    else:
        _note_arrival(to)


def wait_of(retry_after: str) -> timedelta:
    """Return for how long ``Retry-After`` asks to be left alone: a day at most; not at all where unclear."""
    if retry_after.isascii() and retry_after.isdecimal():
        return timedelta(seconds=min(int(retry_after[:9]), LONGEST_WAIT.total_seconds()))
    try:
        asked = parsedate_to_datetime(retry_after)
    except ValueError:
        return timedelta()
    aware = asked if asked.tzinfo else asked.replace(tzinfo=UTC)
    return min(max(aware - datetime.now(UTC), timedelta()), LONGEST_WAIT)


def _may_hear(client: Client, dossier: Dossier, happened: Event) -> bool:
    """Whether a system may be told of an event today: of messages, if it may read them."""
    return may_read(client, dossier) and (event_of(happened) != WRITTEN or Verb.MESSAGE in client.allowed)


def _is_wanted(dossier: Dossier, version: int) -> bool:
    """Whether an event was announced before."""
    return Message.objects.about(dossier.pk).filter(topic=SEND, payload__version=version).exists()


def _note_arrival(endpoint: Endpoint) -> None:
    """Note that something arrived, once a minute at most."""
    now = timezone.now()
    stale = Q(delivered_at=None) | Q(delivered_at__lt=now - EACH_MINUTE)
    Endpoint.objects.filter(stale, pk=endpoint.pk).update(delivered_at=now)
