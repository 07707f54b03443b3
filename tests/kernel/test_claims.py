"""What a relay takes: each lane its share, nothing twice, nothing that is not due."""

from datetime import timedelta

import psycopg
import pytest
from django.conf import settings
from django.db import transaction

from monespace.outbox.broker import give_back, take
from monespace.outbox.models import Message
from monespace.outbox.relay import connect
from monespace.outbox.services import enqueue
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


def test_each_lane_gives_its_share_however_long_another_is(relay_connection):
    want("delivery:silent-service", 30)
    want("mail", 2)
    lanes = [due.lane for due in take(relay_connection, per_lane=10)]
    assert (lanes.count("delivery:silent-service"), lanes.count("mail")) == (10, 2)


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
        assert len(take(other, per_lane=2)) == 2
        assert len(take(relay_connection)) == 1
        other.rollback()
    assert len(take(relay_connection)) == 2


def test_committed_messages_wake_who_listens(relay_connection):
    relay_connection.execute("LISTEN outbox")
    with transaction.atomic():
        enqueue("probe")
        assert list(relay_connection.notifies(timeout=0)) == []
    assert len(list(relay_connection.notifies(timeout=5, stop_after=1))) == 1


def test_relay_has_a_plain_connection_in_autocommit(relay_connection):
    assert type(relay_connection) is psycopg.Connection
    assert relay_connection.autocommit
