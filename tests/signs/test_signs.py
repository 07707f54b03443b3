"""Who gives no sign of life any more is said to agents; who was never heard, and who is heard, is not."""

from __future__ import annotations

import os
import time
from datetime import timedelta
from unittest.mock import patch

import pytest
from django.conf import settings
from django.utils import timezone

from monespace import alive, healthcheck
from monespace.clock import tasks
from monespace.clock.models import Work
from monespace.outbox.relay import Relay, connect
from monespace.signs.models import Sign
from monespace.signs.selectors import BEAT, RELAY, queue_sign, silent
from monespace.signs.services import note
from tests.support.client import force_sign_in
from tests.support.factories import AgentFactory

MINUTE = timedelta(minutes=1)


def heard(**minutes_ago):
    now = timezone.now()
    for name, minutes in minutes_ago.items():
        Sign.objects.create(name=name.replace("_", " "), seen_at=now - minutes * MINUTE)
    return [sign.name for sign in silent(now)]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("minutes_ago", "expected"),
    [
        ({}, []),
        ({"beat": 1, "relay": 1, "queue_mail": 1}, []),
        ({"beat": 4, "relay": 6, "queue_mail": 2}, ["relay"]),
        ({"beat": 1, "queue_mail": 7, "queue_delivery": 9}, ["queue delivery", "queue mail"]),
        ({"beat": 30, "queue_mail": 31, "relay": 1}, ["beat"]),  # nobody asks the workers
        ({"beat": 30, "queue_mail": 40}, ["queue mail", "beat"]),
    ],
)
def test_who_is_silent(minutes_ago, expected):
    assert heard(**minutes_ago) == expected


@pytest.mark.django_db
def test_beat_is_heard_and_has_each_queue_asked():
    with patch.object(tasks.current_app, "send_task") as sent:
        tasks.look()
    assert Sign.objects.filter(pk=BEAT).exists()
    asked = {
        call.kwargs["queue"]: call.kwargs for call in sent.call_args_list if call.args[0] == tasks.ANSWER
    }
    assert asked.keys() == set(settings.OUTBOX_QUEUES)
    for queue, how in asked.items():
        assert how["expires"] == tasks.ANSWER_WITHIN
        tasks.answer(*how["args"])
        assert Sign.objects.filter(pk=queue_sign(queue)).exists()


@pytest.mark.django_db
def test_a_sign_is_one_row_however_often_it_is_given():
    note(name=RELAY)
    Sign.objects.update(seen_at=timezone.now() - 10 * MINUTE)
    note(name=RELAY)
    assert timezone.now() - Sign.objects.get().seen_at < MINUTE


@pytest.mark.django_db(transaction=True)
def test_the_relay_is_heard_now_and_then(monkeypatch, tmp_path):
    monkeypatch.setenv(alive.FILE, str(tmp_path / "alive"))
    with Relay() as relay, connect() as connection:
        relay._say_alive(connection)
        first = Sign.objects.get(pk=RELAY).seen_at
        relay._say_alive(connection)
        assert Sign.objects.get(pk=RELAY).seen_at == first  # writes are bounded
    assert healthcheck.main(["alive"]) == 0


def test_health_of_a_process_is_the_age_of_its_file(monkeypatch, tmp_path):
    file = tmp_path / "alive"
    monkeypatch.setenv(alive.FILE, str(file))
    assert healthcheck.main(["alive"]) == 1
    alive.touch()
    assert healthcheck.main(["alive"]) == 0
    old = time.time() - healthcheck.SILENT_AFTER - 1
    os.utime(file, (old, old))
    assert healthcheck.main(["alive"]) == 1
    monkeypatch.delenv(alive.FILE)
    alive.touch()
    assert healthcheck.main(["alive"]) == 1


@pytest.mark.django_db
def test_agents_read_what_no_longer_runs(client):
    force_sign_in(client, AgentFactory(group="supervisor"), level=500, method="eid")
    assert "ne fait plus tout" not in client.get("/admin/").text
    two_days_ago = timezone.now() - timedelta(days=2)
    Work.objects.create(task="dossiers.tasks.send_digests", began_at=two_days_ago, ended_at=two_days_ago)
    heard(beat=30, relay=30)
    page = client.get("/admin/").text
    assert "ne fait plus tout" in page
    assert "<h2>À surveiller</h2>" in page
    assert "Le relais, qui fait partir livraisons et e-mails, ne donne plus signe de vie." in page
    assert "dossiers.tasks.send_digests" in page


@pytest.mark.django_db
def test_work_that_has_not_run_is_an_error_in_the_logs_at_each_look():
    with patch.object(tasks.current_app, "send_task"), patch.object(tasks, "logger") as logger:
        tasks.look()
        logger.error.assert_not_called()  # a new installation has missed nothing
        two_days_ago = timezone.now() - timedelta(days=2)
        Work.objects.update(began_at=two_days_ago, ended_at=two_days_ago)
        tasks.look()
    assert "dossiers.tasks.send_digests" in logger.error.call_args.kwargs["tasks"]
