"""Sends what happened in a period once more, under the same ids: who knows an event sees that it does."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final, NamedTuple

from django.db import transaction
from django.db.models import CharField
from django.db.models.functions import Cast
from django.utils import timezone

from dossiers.clients.actors import actor_now, actor_of, require, visible_to
from dossiers.clients.verbs import Verb
from dossiers.dossier.models import Dossier
from dossiers.webhooks import errors
from dossiers.webhooks.events import WRITTEN, tag_of
from dossiers.webhooks.models import SEND, Endpoint
from dossiers.webhooks.reasons import Reason
from dossiers.webhooks.selectors import get_endpoint_of_system
from dossiers.webhooks.sending import message_to
from monespace.common.db import get_or_not_visible
from monespace.common.rate_limits import consume
from monespace.journal.models import Event
from monespace.journal.services import record
from monespace.outbox.models import Message
from monespace.outbox.services import enqueue_all, replay_lane

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from dossiers.clients.actors import ServiceClient
    from monespace.common.authors import Author

LONGEST_PERIOD: Final = timedelta(days=31)
MOST_EVENTS: Final = 10_000
MARGIN: Final = timedelta(minutes=10)
"""A dossier says that it changed a moment before its journal does."""
REPLAYED: Final = "client.events_replayed"


class Period(NamedTuple):
    """From a moment on, until before another one."""

    since: datetime
    until: datetime


def require_period(period: Period) -> None:
    """Raise PeriodRefused for a period that is not over, too long, or none."""
    since, until = period
    if not since < until <= timezone.now() + MARGIN or until - since > LONGEST_PERIOD:
        raise errors.PeriodRefused


def events_of(endpoint: Endpoint, period: Period) -> list[tuple[str, int]]:
    """Return what an address is told of a period: dossiers by id, and the places in their journals, in order.

    Found from the dossiers that the system reaches by now and that changed since, each by index. Raises
    PeriodRefused, TooManyEvents.
    """
    require_period(period)
    client = endpoint.client
    if not client.is_valid or Verb.READ not in client.allowed:
        return []
    may_read_messages = Verb.MESSAGE in client.allowed
    actor = actor_of(client, frozenset({Verb.READ}))
    changed = visible_to(actor).filter(updated_at__gte=period.since - MARGIN)
    ids = changed.annotate(name=Cast("pk", CharField())).values("name")
    found = Event.objects.filter(
        subject_type=Dossier._meta.label_lower,
        subject_id__in=ids,
        tag__in=[tag_of(event) for event in endpoint.event_types if event != WRITTEN or may_read_messages],
        recorded_at__gte=period.since,
        recorded_at__lt=period.until,
    )
    places = list(found.order_by("pk").values_list("subject_id", "sequence")[: MOST_EVENTS + 1])
    if len(places) > MOST_EVENTS:
        raise errors.TooManyEvents
    return places


@transaction.atomic
def replay(*, actor: Author, endpoint_id: UUID, period: Period, reason: str, number: UUID | str) -> int:
    """Want a period's events sent to an address again, and what was given up; return how many were asked for.

    ``number`` is the request's own: the same again changes nothing. What still waits to be sent is not
    wanted twice. Raises EndpointDisabled, PeriodRefused, TooManyEvents, NotVisible.
    """
    rows = Endpoint.objects.select_for_update(of=("self",)).select_related("client")
    endpoint = get_or_not_visible(rows.filter(pk=endpoint_id))
    earlier = Event.objects.about(endpoint.client).filter(tag=REPLAYED, facts__number=str(number)).first()
    if earlier is not None:
        return int(earlier.facts["events"])
    if endpoint.disabled_at is not None:
        raise errors.EndpointDisabled
    events = events_of(endpoint, period)
    replay_lane(lane=endpoint.lane, topic=SEND)
    waiting = set(
        Message.objects.filter(lane=endpoint.lane, done_at=None, failed_at=None).values_list(
            "payload__dossier_id", "payload__version"
        )
    )
    enqueue_all(message_to(endpoint, *place) for place in events if place not in waiting)
    record(
        "client.events_replayed",
        actor=actor,
        subject=endpoint.client,
        endpoint=str(endpoint.pk),
        since=period.since,
        until=period.until,
        events=len(events),
        reason=reason,
        number=str(number),
    )
    return len(events)


@transaction.atomic
def replay_by_system(*, actor: ServiceClient, endpoint_id: UUID, period: Period, number: UUID) -> int:
    """Want a period's events sent again to an address of the system that asks; return how many.

    Raises as ``replay`` does, and TooOften, Forbidden.
    """
    client = actor_now(actor)
    require(client, Verb.REPLAY)
    get_endpoint_of_system(client, endpoint_id)
    consume("events_replayed", client.machine_id)
    return replay(actor=client, endpoint_id=endpoint_id, period=period, reason=Reason.ASKED, number=number)


@transaction.atomic
def retry_given_up(*, actor: Author, endpoint_id: UUID) -> int:
    """Give what was given up of an address its whole time again; return how many. Raises NotVisible."""
    rows = Endpoint.objects.select_for_update(of=("self",)).select_related("client")
    endpoint = get_or_not_visible(rows.filter(pk=endpoint_id))
    count = replay_lane(lane=endpoint.lane, topic=SEND)
    if count:
        named = {"endpoint": str(endpoint.pk), "events": count}
        record("client.events_retried", actor=actor, subject=endpoint.client, **named)
    return count
