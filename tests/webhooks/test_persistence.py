"""Only a success counts: anything else is tried again for three days, then shown to somebody, never lost."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from django.utils import timezone

from dossiers.models import Endpoint
from dossiers.states import DossierEvent
from dossiers.webhooks import sending
from dossiers.webhooks.reasons import Reason
from dossiers.webhooks.sending import ANNOUNCE, DELAYS, SEND, wait_of
from monespace.journal.models import Event
from monespace.outbox.lanes import MOST_FAILURES
from monespace.outbox.models import Lane, Message
from monespace.outbox.running import run
from monespace.outbox.services import replay_lane
from monespace.outbox.testing import drain, let_pass
from tests.submission.factories import SentDossierFactory
from tests.support.race import race
from tests.webhooks.factories import EndpointFactory, happens

pytestmark = pytest.mark.django_db
RECEIVE, TAKE_UP = DossierEvent.RECEIVE, DossierEvent.TAKE_UP
HOUR = timedelta(hours=1)


@pytest.fixture
def dossier():
    return SentDossierFactory()


@pytest.fixture
def sent(endpoint, dossier):
    """What is to be sent of one event to the receiver."""
    return wanted_of(dossier, RECEIVE)


def wanted_of(dossier, *events):
    """Let events happen and be announced; return the first message by which they are sent."""
    happens(dossier, *events)
    for message in Message.objects.filter(topic=ANNOUNCE, done_at=None):
        run(message.pk)
    return Message.objects.filter(topic=SEND, payload__dossier_id=str(dossier.pk)).order_by("pk").first()


def state_of(message):
    message.refresh_from_db()
    return (message.attempts, bool(message.done_at), bool(message.failed_at), message.last_error)


@pytest.mark.parametrize("status", [200, 201, 202, 204, 299])
def test_a_success_is_all_that_is_wanted(receiver, sent, status):
    receiver.status = status
    assert run(sent.pk)
    assert state_of(sent) == (1, True, False, "")
    assert not run(sent.pk)
    assert len(receiver.requests) == 1


@pytest.mark.parametrize("status", [300, 301, 302, 307, 308, 400, 401, 404, 409, 422, 429, 500, 503])
def test_anything_else_is_tried_again_and_no_redirect_is_followed(receiver, sent, status):
    receiver.answers, receiver.headers = [status], {"Location": receiver.url}
    assert not run(sent.pk)
    assert state_of(sent) == (1, False, False, f"http_{status}")
    assert len(receiver.requests) == 1
    let_pass(HOUR)
    assert run(sent.pk)
    first, second = receiver.requests
    assert first[0]["webhook-id"] == second[0]["webhook-id"]
    assert first[1] == second[1]


def test_ten_attempts_take_about_three_days_then_somebody_must_look(receiver, sent):
    receiver.status = 503
    assert timedelta(hours=75) < sum(DELAYS, timedelta()) < timedelta(hours=76)
    for attempt, delay in enumerate([*DELAYS, timedelta()], start=1):
        assert state_of(sent)[2] is False
        assert not run(sent.pk)
        assert state_of(sent)[0] == attempt
        let_pass(delay * 1.1)
    assert state_of(sent) == (10, False, True, "http_503")
    assert not run(sent.pk)
    receiver.status = 200
    assert replay_lane(lane=sent.lane, topic=SEND) == 1
    assert run(sent.pk)


def test_a_receiver_dead_for_three_days_gets_everything_and_can_put_it_in_order(endpoint, receiver):
    dossiers = [SentDossierFactory() for _one in range(4)]
    receiver.stop()
    for dossier in dossiers:
        happens(dossier, RECEIVE)
    for _six_hours in range(6):
        drain()
        let_pass(timedelta(hours=6))
    for dossier in dossiers:
        happens(dossier, TAKE_UP)
    for _six_hours in range(6):
        drain()
        let_pass(timedelta(hours=6))
    waiting = Message.objects.filter(topic=SEND, done_at=None)
    assert (waiting.count(), waiting.filter(failed_at=None).count()) == (8, 8)
    assert Lane.objects.get(name=endpoint.lane).failures > MOST_FAILURES
    alive = type(receiver)()
    try:
        Endpoint.objects.update(url=alive.url)
        while not alive.events:
            let_pass(timedelta(hours=1))
            drain()  # the first that arrives makes the others due
        told = alive.events
    finally:
        alive.stop()
    assert not waiting.exists()
    assert len(told) == len({event["id"] for event in told}) == 8
    for dossier in dossiers:
        mine = [event["data"] for event in told if event["subject"] == str(dossier.pk)]
        in_order = sorted(mine, key=lambda data: data["version"])
        assert [data["state"] for data in in_order] == ["received", "in_progress"]


def test_who_answers_that_it_is_gone_gets_nothing_more(endpoint, receiver, dossier):
    receiver.status = 410
    first = wanted_of(dossier, RECEIVE, TAKE_UP)
    assert run(first.pk)
    endpoint.refresh_from_db()
    assert (endpoint.disabled_for, bool(endpoint.disabled_at)) == (Reason.GONE, True)
    assert list(Endpoint.objects.gone()) == [endpoint]
    drain()
    assert len(receiver.requests) == 1
    [told] = Event.objects.about(endpoint.client)
    assert (told.tag, told.actor_type, told.facts["reason"]) == ("client.endpoint_disabled", "system", "gone")


@pytest.mark.parametrize("said", ["seconds", "a date"])
def test_who_asks_for_time_gets_it_and_so_do_its_other_events(endpoint, receiver, dossier, said):
    later = format_datetime(datetime.now(UTC) + timedelta(hours=3), usegmt=True)
    receiver.status = 503
    receiver.headers = {"Retry-After": "10800" if said == "seconds" else later}
    sent = wanted_of(dossier, RECEIVE)
    run(sent.pk)
    sent.refresh_from_db()
    about = timedelta(hours=3)
    assert about * 0.9 < sent.available_at - timezone.now() <= about
    assert about * 0.9 < Lane.objects.get(name=endpoint.lane).paused_until - timezone.now() <= about


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("", 0),
        ("0", 0),
        ("120", 120),
        ("86401", 86_400),
        ("9" * 400, 86_400),
        ("-5", 0),
        ("1.5", 0),
        ("²", 0),
        ("demain", 0),
        ("Mon, 30 Nov 2020 10:00:00 GMT", 0),
        ("Fri, 30 Nov 2999 10:00:00 GMT", 86_400),
        ("Fri, 30 Nov 2999 10:00:00", 86_400),
        ("Fri, 99 Nov 99999 10:00:00 GMT", 0),
    ],
)
def test_retry_after_is_read_within_bounds(header, seconds):
    assert wait_of(header) == timedelta(seconds=seconds)


def test_who_does_not_answer_in_time_is_tried_again(monkeypatch, receiver, sent):
    monkeypatch.setattr(sending, "PATIENCE", replace(sending.PATIENCE, total=0.5))
    receiver.may_answer.clear()
    assert not run(sent.pk)
    receiver.may_answer.set()
    assert state_of(sent) == (1, False, False, "ReadTimeout")
    let_pass(HOUR)
    assert run(sent.pk)


def test_who_answers_byte_by_byte_has_no_longer(monkeypatch, receiver, sent):
    monkeypatch.setattr(sending, "PATIENCE", replace(sending.PATIENCE, total=0.5))
    receiver.is_slow = True
    assert not run(sent.pk)
    assert state_of(sent) == (1, False, False, "ReadTimeout")


def test_the_whole_time_stands_between_fifteen_and_thirty_seconds():
    assert 15 <= sending.PATIENCE.total <= 30


def test_one_who_fails_keeps_no_other_waiting(receiver, dossier):
    receiver.status = 503
    EndpointFactory(url=receiver.url)
    alive = type(receiver)()
    try:
        EndpointFactory(url=alive.url)
        happens(dossier, RECEIVE)
        drain()
        assert (len(receiver.requests), len(alive.requests)) == (1, 1)
    finally:
        alive.stop()
    lanes = Message.objects.filter(topic=SEND).values_list("lane", flat=True)
    assert len(set(lanes)) == 2


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_send_once(endpoint, receiver, dossier):
    sent = wanted_of(dossier, RECEIVE)
    receiver.may_answer.clear()
    threading.Timer(0.5, receiver.may_answer.set).start()
    assert sorted(race(lambda: run(sent.pk), lambda: run(sent.pk))) == [False, True]
    assert len(receiver.requests) == 1
