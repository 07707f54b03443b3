"""A worker that had its hands full when Redis went away takes messages again: all its places are free."""

from __future__ import annotations

import signal

import pytest
from kombu import Consumer, Producer, Queue

from monespace.celery import app
from monespace.demo.places import passing_folder
from monespace.demo.servers import Redis

PLACES = 2


@pytest.fixture
def redis():
    with passing_folder("monespace-places-") as folder, Redis(folder / "redis") as server:
        yield server


@pytest.fixture
def connection(redis):
    with app.connection_for_read(redis.url, transport_options={"max_retries": 0}) as connection:
        yield connection


@pytest.fixture
def hands_full(connection):
    """Return what a worker has in hand, as many as it takes at once."""
    channel, queue, taken = connection.channel(), Queue("places"), []
    channel.basic_qos(0, PLACES, False)
    producer = Producer(channel, routing_key=queue.name)
    consumer = Consumer(channel, [queue], callbacks=[lambda _body, message: taken.append(message)])
    with consumer:
        for number in range(PLACES):
            producer.publish({"number": number})
        while len(taken) < PLACES:
            connection.drain_events(timeout=10)
        assert not channel.qos.can_consume(), "its hands are full"
        yield taken


def test_what_is_acknowledged_gives_its_place_back(hands_full):
    for message in hands_full:
        message.ack()
        assert message.channel.qos.can_consume()


@pytest.mark.parametrize("end", ["ack", "reject"])
def test_what_could_not_be_acknowledged_gives_its_place_back_too(redis, connection, hands_full, end):
    redis.stop(signal.SIGKILL)
    for message in hands_full:
        with pytest.raises(connection.connection_errors):
            getattr(message, end)()
    qos = hands_full[0].channel.qos
    assert qos.can_consume()
    assert len(qos._delivered) - len(qos._dirty) == 0
