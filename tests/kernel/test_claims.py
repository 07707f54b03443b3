"""What a relay takes: each lane its share, nothing twice, nothing that is not due."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from monespace.database.watched import WatchedConnection
from monespace.outbox.lanes import count_failure, reopen
from monespace.outbox.models import Lane, Message
from monespace.outbox.relay import connect
from monespace.outbox.running import run
from monespace.outbox.services import enqueue
from monespace.outbox.taking import give_back, is_pressed, take
from monespace.outbox.testing import let_pass

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def relay_connection():
    with connect() as connection:
        yield connection


@pytest.fixture(autouse=True)
def _probe(handle):
    handle("probe", lambda: None)


def want(lane: str, times: int = 1, **options: timedelta) -> None:
    with transaction.atomic():
        for _ in range(times):
            enqueue("probe", lane=lane, **options)


@pytest.fixture(autouse=True)
def _windows(settings):
    settings.OUTBOX_WINDOWS = {"default": 5, "mail": 5, "delivery": 2, "sealing": 5}


def test_each_lane_gives_its_share_however_long_another_is(relay_connection):
    want("delivery:silent-service", 30)
    want("delivery:other-service", 30)
    want("mail", 3)
    lanes = [due.lane for due in take(relay_connection)]
    assert [lanes.count(lane) for lane in ("delivery:silent-service", "delivery:other-service", "mail")] == [
        2,
        2,
        3,
    ]
    assert take(relay_connection) == []


def test_what_is_on_its_way_or_being_run_takes_room_until_it_is_over(relay_connection):
    want("default", 12)
    assert not [due for due in take(relay_connection) if due.lane != "default"]
    assert take(relay_connection) == []
    assert is_pressed(relay_connection)

    sent = list(Message.objects.exclude(sent_at=None).values_list("pk", flat=True))
    assert len(sent) == 5
    assert [run(pk) for pk in sent[:2]] == [True, True]
    assert len(take(relay_connection)) == 2
    Message.objects.filter(pk__in=sent[2:4]).update(leased_until=timezone.now() + timedelta(hours=1))
    let_pass(timedelta(seconds=settings.OUTBOX_SEND_AGAIN_SECONDS))
    assert len(take(relay_connection)) == 3  # two are still being run


def test_nothing_presses_when_all_is_on_its_way(relay_connection):
    assert not is_pressed(relay_connection)
    want("default", 2)
    assert is_pressed(relay_connection)
    take(relay_connection)
    assert not is_pressed(relay_connection)


def test_who_failed_gets_one_message_at_a_time_then_none_until_the_pause_is_over(relay_connection, handle):
    lane = "delivery:silent-service"

    def fail() -> None:
        raise OSError

    handle("fail", fail)
    with transaction.atomic():
        for _ in range(20):
            enqueue("fail", lane=lane)
    for rank in range(5):
        batch = take(relay_connection)
        assert len(batch) == (1 if rank else 2)
        run(batch[0].id)
        Message.objects.update(sent_at=None)
    assert take(relay_connection) == []
    assert not is_pressed(relay_connection)

    Lane.objects.update(paused_until=timezone.now() - timedelta(seconds=1))
    (probe,) = take(relay_connection)
    handle("fail", lambda: None)
    assert run(probe.id)
    assert Lane.objects.get(name=lane).failures == 0
    assert len(take(relay_connection)) == 2


def test_pauses_grow_to_five_minutes_and_somebody_ends_them(relay_connection, handle):
    lane = "delivery:silent-service"
    want(lane)
    for failures, seconds in [(5, 30), (6, 60), (7, 120), (20, 300)]:
        Lane.objects.update_or_create(name=lane, defaults={"failures": failures - 1, "paused_until": None})
        count_failure(lane=lane)
        left = Lane.objects.get(name=lane).paused_until - timezone.now()
        assert timedelta(seconds=seconds - 5) < left <= timedelta(seconds=seconds)
    assert take(relay_connection) == []
    reopen(lane=lane)
    assert len(take(relay_connection)) == 1


def test_a_lane_without_a_correspondent_never_pauses(relay_connection, handle):
    want("mail")
    for _ in range(10):
        count_failure(lane="mail")
    assert not Lane.objects.exists()
    assert len(take(relay_connection)) == 1


def test_message_is_taken_once_until_it_is_thought_lost(relay_connection):
    want("default")
    assert len(take(relay_connection)) == 1
    assert take(relay_connection) == []
    let_pass(timedelta(seconds=settings.OUTBOX_SEND_AGAIN_SECONDS))
    assert len(take(relay_connection)) == 1


def test_message_given_back_is_due_at_once(relay_connection):
    want("default", 2)
    batch = take(relay_connection)
    give_back(relay_connection, batch[1:])
    assert take(relay_connection) == batch[1:]


def test_only_due_messages_are_taken(relay_connection):
    want("default", delay=timedelta(minutes=5))
    want("default", 4)
    running, done, failed, due = Message.objects.order_by("pk")[1:]
    now = due.created_at
    Message.objects.filter(pk=running.pk).update(leased_until=now + timedelta(minutes=1))
    Message.objects.filter(pk=done.pk).update(done_at=now)
    Message.objects.filter(pk=failed.pk).update(failed_at=now)
    assert [taken.id for taken in take(relay_connection)] == [due.pk]


def test_rows_another_relay_is_taking_are_skipped(relay_connection):
    want("default", 3)
    with connect() as other:
        other.autocommit = False
        assert len(take(other)) == 3
        want("default")
        assert len(take(relay_connection)) == 1
        other.rollback()
    assert len(take(relay_connection)) == 3


def test_committed_messages_wake_who_listens(relay_connection):
    relay_connection.execute("LISTEN outbox")
    with transaction.atomic():
        enqueue("probe")
        assert list(relay_connection.notifies(timeout=0)) == []
    assert len(list(relay_connection.notifies(timeout=5, stop_after=1))) == 1


def test_relay_has_a_plain_connection_in_autocommit(relay_connection):
    assert type(relay_connection) is WatchedConnection
    assert relay_connection.autocommit
