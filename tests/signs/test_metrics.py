"""The figures for operators: right, few, and about nobody."""

from __future__ import annotations

import re
from datetime import timedelta
from unittest.mock import patch

import pytest
from django.db import OperationalError, transaction
from django.utils import timezone
from redis import Redis

from monespace.clock.models import Work
from monespace.common import rate_limits
from monespace.common.tallies import Tally
from monespace.outbox.models import Lane, Message
from monespace.outbox.routes import handlers
from monespace.outbox.running import Hopeless, run
from monespace.outbox.services import enqueue
from monespace.signs.services import note
from tests.support.client import force_sign_in
from tests.support.factories import PersonFactory

LINE = re.compile(r'monespace_[a-z_]+(\{[a-z]+="[^"\n]*"(,[a-z]+="[^"\n]*")*\})? -?[0-9.]+')


def figures(client) -> dict[str, float]:
    answer = client.get("/metrics")
    assert (answer.status_code, answer["Content-Type"]) == (200, "text/plain; version=0.0.4; charset=utf-8")
    lines = [line for line in answer.text.splitlines() if not line.startswith("#")]
    assert all(LINE.fullmatch(line) for line in lines), lines
    return {line.rpartition(" ")[0]: float(line.rpartition(" ")[2]) for line in lines}


@pytest.mark.django_db
def test_what_waits_is_said_by_queue(client):
    before = figures(client)
    assert before['monespace_outbox_due{queue="delivery"}'] == 0
    past = timezone.now() - timedelta(minutes=3)
    for lane in ("delivery:spw-mobilite", "delivery:spw-mobilite", "delivery:aviq", "mail"):
        Message.objects.create(topic="probe", payload={}, lane=lane, available_at=past)
    Message.objects.create(topic="probe", payload={}, lane="mail", available_at=timezone.now() + timedelta(1))
    Lane.objects.create(name="delivery:aviq", failures=6, paused_until=timezone.now() + timedelta(minutes=4))
    after = figures(client)
    assert after['monespace_outbox_due{queue="delivery"}'] == 3
    assert after['monespace_outbox_due{queue="mail"}'] == 1
    assert 180 <= after['monespace_outbox_oldest_due_seconds{queue="mail"}'] < 240
    assert after['monespace_outbox_oldest_due_seconds{queue="default"}'] == 0
    assert after['monespace_outbox_lanes_paused{queue="delivery"}'] == 1
    assert after["monespace_database_up"] == 1


@pytest.mark.django_db
def test_what_was_run_is_counted_by_queue_and_outcome(client, monkeypatch):
    outcomes = iter([None, ValueError(), Hopeless()])

    def handler(**_ids):
        if error := next(outcomes):
            raise error

    monkeypatch.setitem(handlers, "probe", handler)
    with transaction.atomic():
        messages = [enqueue("probe", lane="mail") for _ in range(3)]
    before = figures(client)  # what this process kept from other tests, while Redis was away, comes first
    for message in messages:
        run(message.pk)
    found = figures(client)
    for outcome in ("done", "again", "given_up"):
        name = f'monespace_outbox_runs_total{{queue="mail",outcome="{outcome}"}}'
        assert found[name] - before.get(name, 0) == 1


@pytest.mark.django_db
def test_last_runs_and_signs_of_life_are_said(client):
    now = timezone.now()
    Work.objects.create(task="a", began_at=now, ended_at=now)
    Work.objects.create(task="b", began_at=now, ended_at=now, problem="OSError")
    note(name="relay")
    found = figures(client)
    assert found['monespace_work_failed{task="a"}'] == 0
    assert found['monespace_work_failed{task="b"}'] == 1
    assert found['monespace_process_heard_seconds_ago{process="relay"}'] < 60
    assert found['monespace_broker_queue_length{queue="mail"}'] == 0


@pytest.mark.django_db
def test_requests_are_counted_by_route_and_nobody_is_named(client):
    person = force_sign_in(client, PersonFactory())
    before = figures(client)  # what this process asked for earlier, sent now
    for _ in range(2):
        assert client.get("/espace/citoyen/").status_code == 200
    client.get("/nulle-part/secret-42/")
    found = figures(client)

    def more(name, labels):
        return found[f"{name}{{{labels}}}"] - before.get(f"{name}{{{labels}}}", 0)

    route = 'route="dossiers:dashboard",status="2xx"'
    assert more("monespace_request_seconds_count", route) == 2
    assert more("monespace_request_seconds_bucket", f'{route},le="+Inf"') == 2
    assert more("monespace_request_seconds_sum", route) > 0
    assert more("monespace_request_seconds_count", 'route="none",status="4xx"') == 1
    said = " ".join(found)
    assert "secret-42" not in said
    assert str(person.pk) not in said


@pytest.mark.django_db
def test_without_the_database_the_rest_is_said(client):
    with patch("monespace.pages.metrics.views.work.lines_of_database", side_effect=OperationalError):
        found = figures(client)
    assert found["monespace_database_up"] == 0
    assert 'monespace_broker_queue_length{queue="mail"}' in found
    assert not any("work_late" in name for name in found)


def test_what_cannot_be_sent_waits_and_is_bounded(monkeypatch):
    tally = Tally("probe")
    monkeypatch.setattr(rate_limits.counters, "_silent_until", float("inf"))
    tally.add("a")
    tally.add("a", amount=2)
    assert tally.read() == {}
    monkeypatch.setattr("monespace.common.tallies.MOST_WAITING", 1)
    tally.add("b")
    tally.add("c")
    monkeypatch.setattr(rate_limits.counters, "_silent_until", 0.0)
    found = tally.read()
    assert found[("a",)] == 3
    assert len(found) <= 3


def test_each_process_sends_at_most_every_some_seconds():
    tally = Tally("probe", seconds=60)
    with patch.object(Redis, "pipeline", side_effect=Redis.pipeline, autospec=True) as asked:
        for _ in range(50):
            tally.add("a")
    assert asked.call_count == 1
    assert tally.read() == {("a",): 50}
