"""The outbox: wanting work, running it once at a time, trying again, giving up, forgetting."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.utils import timezone

from monespace.outbox import routes
from monespace.outbox.models import Message
from monespace.outbox.routes import LONGEST_DELAY, backoff
from monespace.outbox.running import run
from monespace.outbox.services import enqueue, enqueue_all, purge_done, wanted
from monespace.outbox.testing import drain, let_pass
from tests.support.race import race

DOSSIER = UUID("8b0f3c1e-58a5-4f57-9d0c-0d8a3a6f2b11")

pytestmark = pytest.mark.django_db


@pytest.fixture
def ran(handle):
    """The ids of each run of the topic ``probe``."""
    runs: list[dict] = []
    handle("probe", lambda **ids: runs.append(ids))
    return runs


@pytest.fixture
def failing(handle):
    """A topic whose handler fails with something personal in its text."""

    def fail() -> None:
        raise OSError("marqueur@example.org refused")

    handle("failing", fail)


def test_message_is_run_with_its_ids_when_enqueued(ran, django_assert_num_queries):
    with django_assert_num_queries(1):
        message = enqueue("probe", dossier_id=DOSSIER, attempt=2)
    assert drain() == ["probe"]
    assert ran == [{"dossier_id": str(DOSSIER), "attempt": 2}]
    message.refresh_from_db()
    assert message.done_at
    assert message.leased_until is None
    assert drain() == []


def test_messages_wanted_together_run_each_by_itself(ran, failing, django_assert_num_queries):
    with django_assert_num_queries(1):
        lost, done = enqueue_all([wanted("failing"), wanted("probe", lane="mail", dossier_id=DOSSIER)])
    assert drain() == ["probe"]
    lost.refresh_from_db()
    done.refresh_from_db()
    assert (lost.attempts, lost.done_at) == (1, None)
    assert done.done_at
    assert done.lane == "mail"
    assert ran == [{"dossier_id": str(DOSSIER)}]


@pytest.mark.django_db(transaction=True)
def test_enqueue_is_refused_outside_a_transaction(ran):
    with transaction.atomic():
        enqueue("probe")
    with pytest.raises(transaction.TransactionManagementError):
        enqueue("probe")
    with pytest.raises(transaction.TransactionManagementError):
        enqueue_all([wanted("probe")])
    assert Message.objects.count() == 1


def test_messages_are_found_by_what_they_are_about(ran):
    other = uuid4()
    first = enqueue("probe", dossier_id=DOSSIER)
    enqueue("probe", mail_id=uuid4())
    enqueue("probe", code="8b0f3c1e", number=8)
    enqueue("probe")
    coded = enqueue("probe", a="code", delivery_id=other, attempt=2)
    assert list(Message.objects.about(DOSSIER)) == [first]
    assert list(Message.objects.about(str(DOSSIER), other)) == [first, coded]
    assert not Message.objects.about().exists()


@pytest.mark.parametrize(
    ("topic", "lane", "ids", "refusal"),
    [
        ("unknown", "default", {}, LookupError),
        ("probe", "nowhere", {}, LookupError),
        ("probe", "default", {"text": "x" * 101}, TypeError),
        ("probe", "default", {"text": {"name": "Lambert"}}, TypeError),
        ("probe", "default", {"text": None}, TypeError),
        ("probe", "default", {"dossier_id": DOSSIER, "mail_id": uuid4()}, TypeError),
    ],
)
def test_enqueue_refuses_what_nobody_could_run_and_what_is_no_id(ran, topic, lane, ids, refusal):
    enqueue("probe", lane="delivery:spw-mobilite", id="x" * 100)
    with pytest.raises(refusal):
        enqueue(topic, lane=lane, **ids)
    assert Message.objects.count() == 1


def test_delayed_message_waits_for_its_time(ran):
    enqueue("probe", delay=timedelta(hours=1))
    assert drain() == []
    let_pass(timedelta(hours=1))
    assert drain() == ["probe"]


def test_run_takes_two_statements_besides_the_handler(ran, django_assert_num_queries):
    message = enqueue("probe")
    with django_assert_num_queries(2):
        assert run(message.pk)
    with django_assert_num_queries(1):
        assert not run(message.pk)
    assert len(ran) == 1


@pytest.mark.django_db(transaction=True)
def test_message_runs_once_when_sent_to_several_workers(handle):
    states: list[bool] = []
    handle("probe", lambda: states.append(connection.in_atomic_block))
    with transaction.atomic():
        message = enqueue("probe")
    assert sorted(race(*[lambda: run(message.pk)] * 4)) == [False, False, False, True]
    assert states == [False]


def test_message_runs_again_when_its_lease_is_over_only(ran, settings):
    message = enqueue("probe")
    Message.objects.update(
        leased_until=timezone.now() + timedelta(seconds=settings.OUTBOX_LEASE_SECONDS), attempts=1
    )
    assert not run(message.pk)
    let_pass(timedelta(seconds=settings.OUTBOX_LEASE_SECONDS))
    assert run(message.pk)
    assert Message.objects.get().attempts == 2


def test_failing_message_is_tried_later_and_never_stops_the_others(failing, ran, caplog):
    message = enqueue("failing")
    enqueue("probe")
    assert drain() == ["probe"]
    message.refresh_from_db()
    assert (message.attempts, message.last_error, message.leased_until) == (1, "OSError", None)
    assert message.available_at > timezone.now()
    assert "outbox_message_failed" in caplog.text
    assert "marqueur" not in caplog.text
    let_pass(timedelta(seconds=2))
    drain()
    message.refresh_from_db()
    assert (message.attempts, message.failed_at) == (2, None)


def test_message_whose_handler_is_missing_is_tried_later(ran, monkeypatch):
    message = enqueue("probe")
    monkeypatch.delitem(routes.handlers, "probe")
    assert not run(message.pk)
    message.refresh_from_db()
    assert (message.last_error, message.failed_at) == ("KeyError", None)


def test_message_is_given_up_after_three_days_and_replayed_on_demand(failing, handle, capsys):
    message = enqueue("failing")
    let_pass(timedelta(hours=71))
    drain()
    message.refresh_from_db()
    assert message.failed_at is None
    let_pass(timedelta(hours=1))
    drain()
    message.refresh_from_db()
    assert message.failed_at
    let_pass(timedelta(hours=1))
    assert drain() == []

    call_command("outbox_retry")
    assert f"{message.pk}\tfailing\t" in capsys.readouterr().out
    handle("failing", lambda: None)
    call_command("outbox_retry", "--topic", "other")
    assert drain() == []
    call_command("outbox_retry", "--id", str(message.pk))
    assert drain() == ["failing"]
    assert "1 message(s) will run again." in capsys.readouterr().out


def test_message_that_kills_its_workers_is_given_up_too(ran):
    message = enqueue("probe")
    Message.objects.update(attempts=40)
    let_pass(timedelta(hours=72))
    assert not run(message.pk)
    message.refresh_from_db()
    assert (message.last_error, ran) == ("GaveUp", [])
    assert message.failed_at


def test_message_is_run_once_even_when_every_worker_was_away_for_days(ran):
    enqueue("probe")
    let_pass(timedelta(days=5))
    assert drain() == ["probe"]


def test_late_failure_does_not_disturb_the_worker_that_took_over(handle):
    def lose_the_lease() -> None:
        Message.objects.update(attempts=2, leased_until=timezone.now() + timedelta(minutes=2))
        raise OSError

    handle("slow", lose_the_lease)
    message = enqueue("slow")
    assert not run(message.pk)
    message.refresh_from_db()
    assert (message.attempts, message.last_error) == (2, "")
    assert message.leased_until


def test_waiting_time_doubles_with_chance_up_to_a_limit():
    for attempt in (1, 3, 6, 9, 40):
        longest = min(timedelta(seconds=2**attempt), LONGEST_DELAY)
        delays = {backoff(attempt) for _ in range(50)}
        assert all(longest / 2 <= delay <= longest for delay in delays)
        assert len(delays) > 10


def test_messages_done_long_ago_are_forgotten_the_others_kept(ran, failing, settings):
    enqueue("probe")
    drain()
    let_pass(timedelta(days=31))
    enqueue("probe")
    enqueue("failing")
    drain()
    assert purge_done(older_than=timedelta(days=settings.OUTBOX_KEEP_DAYS)) == 1
    assert sorted(Message.objects.values_list("topic", flat=True)) == ["failing", "probe"]


def test_topic_has_one_handler_only(ran):
    with pytest.raises(ValueError, match="Topic probe has two handlers"):
        routes.handles("probe")(lambda: None)
