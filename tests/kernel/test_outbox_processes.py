"""The outbox with a real relay, a real worker and a real Redis, through their failures."""

import signal

import pytest
from django.db import transaction

from monespace.demo.places import passing_folder
from monespace.demo.servers import Redis
from monespace.outbox.lanes import MOST_FAILURES
from monespace.outbox.models import Lane, Message
from monespace.outbox.services import enqueue
from tests.journeys.dumps import redis_of
from tests.kernel.processes import PATIENCE, Processes

pytestmark = [pytest.mark.processes, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def processes(handle):
    for topic in ("probe.note", "probe.hang_once", "probe.slow"):
        handle(topic, lambda **ids: None)
    with passing_folder("monespace-outbox-") as folder, Redis(folder / "redis") as redis:
        running = Processes(folder, redis)
        yield running
        running.stop()


def want(topic: str, *, lane: str = "default", times: int = 1, **ids: str) -> None:
    with transaction.atomic():
        for _ in range(times):
            enqueue(topic, lane=lane, **ids)


def pending() -> int:
    return Message.objects.filter(done_at=None).count()


def test_message_runs_again_when_its_worker_was_killed_in_the_middle(processes):
    processes.relay()
    worker = processes.worker()
    want("probe.note", name="plain")
    processes.wait_until(lambda: processes.runs("plain") == 1 and not pending())

    want("probe.hang_once", name="hanging")
    processes.wait_until(lambda: processes.runs("hanging") == 1)
    processes.kill(worker)
    assert pending() == 1
    processes.worker()
    processes.wait_until(lambda: not pending())
    assert processes.runs("hanging") == 2
    assert Message.objects.get(topic="probe.hang_once").attempts == 2


def test_message_waits_in_its_row_while_redis_is_stopped(processes):
    relay = processes.relay()
    processes.worker()
    want("probe.note", name="before")
    processes.wait_until(lambda: not pending())

    processes.redis.stop()
    want("probe.note", name="during")
    processes.wait_until(lambda: "broker_down" in processes.log("relay"))
    assert (pending(), processes.runs("during")) == (1, 0)
    processes.redis.start()
    processes.wait_until(lambda: not pending())
    assert processes.runs("during") == 1
    assert relay.poll() is None


def test_message_waits_in_its_row_while_redis_is_full(processes):
    processes.relay()
    processes.worker()
    want("probe.note", name="before")
    processes.wait_until(lambda: not pending())
    with redis_of(processes.environment) as client:
        client.config_set("maxmemory", "1")  # nothing is evicted: what is written is refused
        want("probe.note", name="during", times=20)
        processes.wait_until(lambda: "broker_down" in processes.log("relay"))
        assert processes.runs("during") == 0
        client.config_set("maxmemory", "0")
    processes.wait_until(lambda: not pending())
    assert processes.runs("during") == 20


def test_worker_that_cannot_acknowledge_to_a_full_redis_goes_on_with_it(processes):
    processes.relay()
    worker = processes.worker()
    want("probe.slow", name="taken")
    processes.wait_until(lambda: processes.runs("taken") == 1)
    with redis_of(processes.environment) as client:
        client.config_set("maxmemory", "1")  # its last word on what it runs is refused, too
        processes.wait_until(lambda: "OutOfMemoryError" in processes.log("worker"))
        want("probe.note", name="after")
        processes.wait_until(lambda: "broker_down" in processes.log("relay"))
        assert (pending(), processes.runs("after")) == (2, 0)
        client.config_set("maxmemory", "0")
    processes.wait_until(lambda: processes.runs("after") == 1)
    assert worker.poll() is None


def test_message_goes_at_once_when_redis_has_ended_every_connection(processes):
    processes.relay()
    processes.worker()
    want("probe.note", name="before")
    processes.wait_until(lambda: not pending())

    with redis_of(processes.environment) as client:
        assert client.client_kill_filter(_type="normal", skipme=True)
    want("probe.note", name="after")
    processes.wait_until(lambda: not pending())
    assert processes.runs("after") == 1
    assert "broker_down" not in processes.log("relay")


def test_messages_run_once_each_when_two_relays_share_them(processes):
    relays = [processes.relay(), processes.relay()]
    processes.worker()
    want("probe.note", lane="mail", name="mails", times=150)
    processes.wait_until(lambda: not pending())
    assert processes.runs("mails") == 150

    relays[0].send_signal(signal.SIGTERM)
    relays[1].send_signal(signal.SIGINT)
    assert [relay.wait(PATIENCE) for relay in relays] == [0, 0]
    assert processes.log("relay").count("relay_stopped") == 2


def test_a_backlog_shrinks_all_along_while_a_correspondent_hangs(processes):
    want("probe.slow", lane="delivery:silent-service", name="silent", times=80)
    want("probe.note", lane="delivery:quick-service", name="quick", times=60)
    want("probe.note", lane="mail", name="mails", times=300)
    processes.relay()
    processes.worker()
    processes.wait_until(lambda: processes.runs("silent") == MOST_FAILURES)
    processes.wait_until(lambda: not Message.objects.filter(topic="probe.note", done_at=None).exists())
    assert (processes.runs("quick"), processes.runs("mails")) == (60, 300)
    assert (
        processes.runs("silent") <= MOST_FAILURES + 2
    )  # it is left alone since, but for one that goes to see
    assert "revoked" not in processes.log("worker")
    failing = Lane.objects.filter(name="delivery:silent-service", failures__gte=MOST_FAILURES)
    processes.wait_until(failing.exists)
    assert Message.objects.filter(topic="probe.slow", attempts=0).count() >= 78 - MOST_FAILURES
