"""Topics with delays of their own, failures that say why, correspondents who come back or ask for time."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from monespace.outbox import routes
from monespace.outbox.lanes import MOST_FAILURES, standing_lanes
from monespace.outbox.models import Lane, Message
from monespace.outbox.running import Failure
from monespace.outbox.services import enqueue, replay, replay_lane
from monespace.outbox.testing import drain, let_pass

pytestmark = pytest.mark.django_db
DELAYS = (timedelta(seconds=5), timedelta(hours=40), timedelta(hours=40))
LANE = "delivery:essai"
HOUR = timedelta(hours=1)


@pytest.fixture
def probe(handle, monkeypatch):
    """The topic ``probe`` with delays; it fails with each code in the list, then succeeds."""
    failures: list[Failure] = []

    def run_or_fail() -> None:
        if failures:
            raise failures.pop(0)

    handle("probe", run_or_fail)
    monkeypatch.setitem(routes._delays, "probe", DELAYS)
    return failures


def test_a_topic_is_tried_again_after_each_of_its_delays_and_then_given_up(probe):
    probe += [Failure("http_503")] * 9
    message = enqueue("probe", lane=LANE)
    for attempt, delay in enumerate(DELAYS, start=1):
        drain()
        message.refresh_from_db()
        assert (message.attempts, message.failed_at, message.last_error) == (attempt, None, "http_503")
        waits = message.available_at - timezone.now()
        assert delay - timedelta(seconds=4) <= waits <= delay * 1.1
        let_pass(delay * 1.1)
    drain()
    message.refresh_from_db()
    assert message.attempts == len(DELAYS) + 1
    assert message.failed_at
    probe.clear()
    assert drain() == []


@pytest.mark.parametrize("again", ["message", "lane"])
def test_what_was_given_up_gets_its_whole_time_again(probe, again):
    probe += [Failure("http_503")] * 4
    message = enqueue("probe", lane=LANE)
    for _attempt in range(4):
        drain()
        let_pass(timedelta(hours=44))
    message.refresh_from_db()
    assert message.failed_at
    done = replay(messages=[message]) if again == "message" else replay_lane(lane=LANE, topic="probe")
    assert done == 1
    message.refresh_from_db()
    assert message.give_up_at - timezone.now() > timedelta(hours=150)
    assert drain() == ["probe"]
    assert replay_lane(lane=LANE, topic="probe") == 0


def test_a_correspondent_who_comes_back_gets_all_that_waits_at_once(probe):
    probe += [Failure("http_503")] * MOST_FAILURES
    for _message in range(MOST_FAILURES):
        enqueue("probe", lane=LANE)
    other = enqueue("probe", lane="delivery:autre", delay=HOUR)
    assert drain() == []
    Message.objects.filter(lane=LANE).update(available_at=timezone.now() + HOUR)
    first = Message.objects.filter(lane=LANE).first()
    Message.objects.filter(pk=first.pk).update(available_at=timezone.now())
    assert drain() == ["probe"] * MOST_FAILURES
    assert Lane.objects.get(name=LANE).failures == 0
    other.refresh_from_db()
    assert other.done_at is None


def test_what_fails_by_itself_waits_for_its_own_time_while_others_succeed(probe):
    probe += [Failure("http_400")]
    wrong = enqueue("probe", lane=LANE)
    drain()
    Message.objects.filter(pk=wrong.pk).update(available_at=timezone.now() + HOUR)
    enqueue("probe", lane=LANE)
    assert drain() == ["probe"]
    wrong.refresh_from_db()
    assert wrong.done_at is None


def test_a_correspondent_who_asks_for_time_is_left_alone_for_as_long(probe):
    probe += [Failure("http_429", wait=HOUR)]
    message = enqueue("probe", lane=LANE)
    drain()
    message.refresh_from_db()
    assert HOUR * 0.9 < message.available_at - timezone.now() <= HOUR
    [standing] = standing_lanes()
    assert HOUR * 0.9 < standing.paused_until - timezone.now() <= HOUR
    let_pass(HOUR)
    assert drain() == ["probe"]
    assert standing_lanes() == []
