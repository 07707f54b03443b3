"""Repeated work runs by the clock: once for each time, after a pause too, and again when it was cut short."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from unittest.mock import patch

import pytest
import time_machine
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from monespace.clock import selectors, services, tasks
from monespace.clock.models import AGAIN_AFTER_A_PROBLEM, CUT_SHORT_AFTER, LATE_AFTER, Work, latest_slot
from tests.support.race import race

NIGHT = datetime(2026, 3, 10, 4, 0, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
MOMENT = timedelta(seconds=1)


@pytest.mark.parametrize(
    ("rule", "now", "slot"),
    [
        (HOUR, "2026-03-10 04:00", "2026-03-10 04:00"),
        (HOUR, "2026-03-10 04:59", "2026-03-10 04:00"),
        (timedelta(minutes=10), "2026-03-10 04:59", "2026-03-10 04:50"),
        (time(3, 15), "2026-03-10 02:14", "2026-03-09 02:15"),  # 03:15 in Brussels, in winter
        (time(3, 15), "2026-03-10 02:15", "2026-03-10 02:15"),
        (time(3, 15), "2026-07-10 01:15", "2026-07-10 01:15"),  # in summer
        (time(3, 15), "2026-03-29 01:15", "2026-03-29 01:15"),  # the night that has no 02:30
        (time(3, 15), "2026-10-25 02:15", "2026-10-25 02:15"),
    ],
)
def test_a_slot_is_the_same_whenever_it_is_asked_for(rule, now, slot):
    asked, expected = (datetime.fromisoformat(text).replace(tzinfo=UTC) for text in (now, slot))
    assert latest_slot(rule, asked) == expected


@pytest.fixture
def daily(db, settings):
    """One piece of work, each night."""
    settings.CLOCK = {"nightly": time(3, 15)}
    return settings


def begins(now: datetime) -> bool:
    return services.take_due(now=now) == ["nightly"]


def ends(now: datetime, problem: str = "") -> None:
    with time_machine.travel(now, tick=False):
        services.note_end(task="nightly", problem=problem)


def test_work_begins_once_for_each_time_and_once_for_all_it_missed(daily):
    assert begins(NIGHT)
    ends(NIGHT + MOMENT)
    assert not begins(NIGHT + HOUR)
    assert begins(NIGHT + DAY)
    ends(NIGHT + DAY + MOMENT)
    assert begins(NIGHT + 30 * DAY)  # nobody looked for a month
    ends(NIGHT + 30 * DAY + MOMENT)
    assert not begins(NIGHT + 30 * DAY + HOUR)


def test_work_that_was_cut_short_begins_again_and_one_that_runs_does_not(daily):
    assert begins(NIGHT)
    assert not begins(NIGHT + CUT_SHORT_AFTER)
    assert begins(NIGHT + CUT_SHORT_AFTER + MOMENT)
    ends(NIGHT + HOUR)
    assert not begins(NIGHT + 2 * HOUR)


def test_work_that_failed_begins_again_a_while_later(daily):
    assert begins(NIGHT)
    ends(NIGHT, problem="ValueError")
    assert not begins(NIGHT + AGAIN_AFTER_A_PROBLEM)
    assert begins(NIGHT + AGAIN_AFTER_A_PROBLEM + MOMENT)


@pytest.mark.django_db(transaction=True)
def test_two_clocks_at_once_begin_it_once(settings):
    settings.CLOCK = {"nightly": time(3, 15)}
    results = race(*[lambda: services.take_due(now=NIGHT)] * 4)
    assert sorted(results) == [[], [], [], ["nightly"]]


def test_late_work_is_named_until_it_has_come_to_a_good_end(daily):
    slot = latest_slot(daily.CLOCK["nightly"], NIGHT)
    assert selectors.late_work(slot + LATE_AFTER) == []
    assert selectors.late_work(slot + LATE_AFTER + MOMENT) == ["nightly"]
    assert begins(NIGHT)
    assert selectors.late_work(NIGHT) == ["nightly"]
    ends(NIGHT, problem="ValueError")
    assert selectors.late_work(NIGHT) == ["nightly"]
    ends(NIGHT)
    assert selectors.late_work(NIGHT) == []


@pytest.mark.django_db
def test_a_look_costs_the_same_however_much_work_there_is(settings):
    costs = []
    for many in (1, 40):
        settings.CLOCK = {f"nightly {number}": time(3, 15) for number in range(many)}
        with CaptureQueriesContext(connection) as queries:
            assert set(services.take_due(now=NIGHT + many * DAY)) == set(settings.CLOCK)
        costs.append(len(queries))
    assert costs[0] == costs[1]


@pytest.mark.django_db
def test_the_clock_sends_what_is_due_and_a_lost_message_again():
    with patch("celery.app.base.Celery.send_task") as sent:
        tasks.look()
        assert {call.args[0] for call in sent.call_args_list} - {tasks.ANSWER} == set(settings.CLOCK)
        sent.reset_mock()
        tasks.look()
        assert {call.args[0] for call in sent.call_args_list} == {tasks.ANSWER}
        with time_machine.travel(timezone.now() + CUT_SHORT_AFTER + MOMENT):
            tasks.look()
        assert {call.args[0] for call in sent.call_args_list} - {tasks.ANSWER} == set(settings.CLOCK)


@pytest.mark.django_db
def test_the_end_of_a_task_is_noted_with_the_sort_of_its_problem_alone(settings):
    class Sender:
        name = "nightly"

    settings.CLOCK = {"nightly": DAY}
    services.take_due(now=timezone.now() - MOMENT)
    tasks.note_failure(sender=Sender, exception=ValueError("Ada Lovelace"))
    assert Work.objects.get().problem == "ValueError"
    tasks.note_success(sender=Sender)
    work = Work.objects.get()
    assert (work.problem, work.is_open) == ("", False)
    Sender.name = "other"
    tasks.note_success(sender=Sender)
    assert Work.objects.count() == 1


@pytest.mark.django_db
def test_metrics_say_when_work_ended_and_what_is_late(client, settings):
    settings.CLOCK = {"nightly": time(0, 0)}
    assert 'monespace_work_late{task="nightly"}' in client.get("/metrics").text
    services.take_due(now=timezone.now() - MOMENT)
    services.note_end(task="nightly")
    text = client.get("/metrics").text
    assert 'monespace_work_late{task="nightly"} 0' in text
    assert 'monespace_work_ended_seconds_ago{task="nightly"} 0' in text
