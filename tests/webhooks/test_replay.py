"""A period is sent again, under the same ids: by a supervisor who sees first how much, or by the system."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from dossiers.clients.verbs import Verb
from dossiers.models import Client, Endpoint
from dossiers.states import DossierEvent
from dossiers.webhooks import errors, replaying
from dossiers.webhooks.models import SEND
from dossiers.webhooks.replaying import MOST_EVENTS, Period, replay
from monespace.common.authors import SYSTEM
from monespace.journal.models import Event
from monespace.outbox.models import Message
from monespace.outbox.testing import drain
from tests.api.caller import Caller, problem
from tests.api.factories import ClientFactory, token_of
from tests.gap.test_pages import said, text
from tests.submission.factories import SentDossierFactory
from tests.support.client import force_sign_in
from tests.support.factories import AgentFactory
from tests.support.race import race
from tests.webhooks.factories import EndpointFactory, happens

pytestmark = pytest.mark.django_db
RECEIVE, TAKE_UP = DossierEvent.RECEIVE, DossierEvent.TAKE_UP
DAY = timedelta(days=1)


@pytest.fixture
def told(endpoint, receiver):
    """Two events of a dossier that the receiver has; their ids."""
    happens(SentDossierFactory(), RECEIVE, TAKE_UP)
    drain()
    return {event["id"] for event in receiver.events}


@pytest.fixture
def at_work(client):
    force_sign_in(client, AgentFactory(group="supervisor"), level=500, method="eid")
    return client


def lately(days=1):
    now = timezone.now()
    return Period(now - days * DAY, now)


def again(endpoint, period=None, number=None):
    return replay(
        actor=SYSTEM,
        endpoint_id=endpoint.pk,
        period=period or lately(),
        reason="lost",
        number=number or uuid4(),
    )


def typed(**changes):
    today = timezone.localdate().isoformat()
    return {"number": str(uuid4()), "since_on": today, "until_on": today, "reason": "lost"} | changes


def test_a_period_comes_again_under_the_same_ids(endpoint, receiver, told):
    bodies = {body for _headers, body in receiver.requests}
    assert (len(told), again(endpoint)) == (2, 2)
    drain()
    assert len(receiver.requests) == 4
    assert {event["id"] for event in receiver.events} == told
    assert {body for _headers, body in receiver.requests} == bodies
    event = Event.objects.about(endpoint.client).get()
    assert (event.tag, event.facts["events"], event.facts["reason"]) == ("client.events_replayed", 2, "lost")


def test_the_same_request_twice_is_one(endpoint, receiver, told):
    number = uuid4()
    assert again(endpoint, number=number) == again(endpoint, number=number) == 2
    drain()
    assert len(receiver.requests) == 4
    assert Event.objects.about(endpoint.client).count() == 1


def test_what_still_waits_is_not_wanted_twice_and_what_was_given_up_goes_too(endpoint, receiver):
    receiver.status = 503
    happens(SentDossierFactory(), RECEIVE, TAKE_UP)
    drain()
    _waiting, given_up = Message.objects.filter(topic=SEND).order_by("pk")
    Message.objects.filter(pk=given_up.pk).update(failed_at=timezone.now())
    assert again(endpoint) == 2
    assert Message.objects.filter(topic=SEND).count() == 2
    given_up.refresh_from_db()
    assert (given_up.failed_at, given_up.attempts) == (None, 0)


def test_only_the_period_the_events_and_the_dossiers_of_the_address_come_again(endpoint, receiver, told):
    past = timezone.now() - 2 * DAY
    assert again(endpoint, Period(past - DAY, past)) == 0
    Endpoint.objects.update(event_types=[TAKE_UP])
    assert again(endpoint) == 1
    Client.objects.update(services=["autre-service"])
    assert again(endpoint) == 0
    Client.objects.update(verbs=[Verb.REPLAY])
    assert again(endpoint) == 0
    drain()
    assert len(receiver.requests) == 2  # by now it may read nothing


@pytest.mark.parametrize(
    ("days", "until"), [(0, 0), (-1, 0), (32, 0), (1, 1)], ids=["empty", "reversed", "too long", "future"]
)
def test_a_period_is_past_and_short(endpoint, days, until):
    end = timezone.now() + until * DAY
    with pytest.raises(errors.PeriodRefused):
        again(endpoint, Period(end - days * DAY, end))
    assert again(endpoint, lately(31)) == 0


def test_more_than_is_sent_at_once_is_refused_whole(monkeypatch, endpoint, receiver, told):
    assert MOST_EVENTS == 10_000
    monkeypatch.setattr(replaying, "MOST_EVENTS", 1)
    with pytest.raises(errors.TooManyEvents):
        again(endpoint)
    monkeypatch.setattr(replaying, "MOST_EVENTS", 2)
    assert again(endpoint) == 2


def test_nothing_comes_again_where_nothing_is_sent(endpoint, told):
    Endpoint.objects.update(disabled_at=timezone.now(), disabled_for="asked")
    with pytest.raises(errors.EndpointDisabled):
        again(endpoint)


def test_a_supervisor_sees_how_much_before_it_is_sent(at_work, endpoint, receiver, told):
    address, sent = reverse("admin:replay_events", args=[endpoint.pk]), typed()
    assert "repartirai" not in text(at_work.get(address))
    shown = text(at_work.post(address, sent | {"action": "preview"}))
    assert "2 événements repartiraient." in shown
    assert not Message.objects.filter(topic=SEND, done_at=None).exists()
    for _twice in range(2):
        done = at_work.post(address, sent | {"action": "replay"}, follow=True)
        assert "2 événements repartent." in " ".join(said(done))
    drain()
    assert len(receiver.requests) == 4


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"reason": ""}, "Choisissez un motif."),
        ({"since_on": ""}, "Indiquez le premier jour."),
        ({"since_on": "2020-01-01"}, "31 jours au plus"),
        ({"until_on": "2999-01-01"}, "31 jours au plus"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_comes_again(at_work, endpoint, told, changes, message):
    address = reverse("admin:replay_events", args=[endpoint.pk])
    answer = at_work.post(address, typed(**changes) | {"action": "replay"})
    assert (answer.status_code, message in text(answer)) == (422, True)
    assert not Message.objects.filter(topic=SEND, done_at=None).exists()


@pytest.fixture
def caller(endpoint):
    return Caller(token_of(endpoint.client))


def ask(caller, endpoint, key='"une"', period=None, **changes):
    since, until = period or lately()
    body = {"since": since.isoformat(), "until": until.isoformat()} | changes
    return caller.post(f"webhooks/{endpoint.pk}/replay", body, Idempotency_Key=key)


def test_a_system_sees_its_addresses_and_asks_for_a_period_again(caller, endpoint, receiver, told):
    EndpointFactory()
    [mine] = caller.get("webhooks").json()["items"]
    assert (mine["id"], mine["url"], mine["state"]) == (str(endpoint.pk), receiver.url, "enabled")
    assert "be.wallonie.monespace.dossiers.received.v1" in mine["eventTypes"]
    assert caller.get(mine["href"].partition("/api/v1/")[2]).json() == mine
    period = lately()
    first, second = ask(caller, endpoint, period=period), ask(caller, endpoint, period=period)
    assert (first.status_code, first.json()["events"]) == (200, 2)
    assert first.content == second.content
    drain()
    assert len(receiver.requests) == 4
    event = Event.objects.about(endpoint.client).get()
    assert (event.actor_type, event.actor_id) == ("client", str(endpoint.client_id))


def test_a_system_reaches_no_address_of_another(endpoint, told):
    stranger = Caller(token_of(ClientFactory()))
    assert stranger.get("webhooks").json()["items"] == []
    assert stranger.get(f"webhooks/{endpoint.pk}").status_code == 404
    assert ask(stranger, endpoint).status_code == 404


def test_a_system_needs_the_scope_to_ask_again(endpoint, told):
    reader = Caller(token_of(endpoint.client, Verb.READ))
    assert problem(reader.get("webhooks")) == (403, "missingScope")
    assert problem(ask(reader, endpoint)) == (403, "missingScope")


def test_what_a_system_asks_wrongly_names_what_is_wrong(caller, endpoint, told):
    for wrong in (lately(32), Period(timezone.now(), timezone.now() - DAY)):
        answer = ask(caller, endpoint, period=wrong)
        assert (problem(answer)[0], answer.json()["issues"][0]["name"]) == (400, "until")
    assert problem(ask(caller, endpoint, since="2026-01-01T00:00:00")) == (400, "badRequest")
    Endpoint.objects.update(disabled_at=timezone.now(), disabled_for="asked")
    assert problem(ask(caller, endpoint)) == (409, "wrongState")


def test_a_system_asks_so_often_a_day_and_no_more(settings, caller, endpoint, told):
    settings.RATE_LIMITS = settings.RATE_LIMITS | {"events_replayed": (1, 3600)}
    assert ask(caller, endpoint).status_code == 200
    assert problem(ask(caller, endpoint, key='"autre"')) == (429, "tooManyRequests")


@pytest.mark.django_db(transaction=True)
def test_two_who_ask_at_once_under_one_number_get_one_replay(endpoint, receiver, told):
    number = uuid4()
    assert race(*[partial(again, endpoint, lately(), number)] * 2) == [2, 2]
    assert Message.objects.filter(topic=SEND, done_at=None).count() == 2
