"""A broker that is full takes nothing, loses nothing, and is sent to again once it has room."""

from __future__ import annotations

import pytest
from redis import Redis as Client
from structlog.testing import capture_logs

from monespace.celery import app
from monespace.demo.places import passing_folder
from monespace.demo.servers import Redis
from monespace.outbox import broker as room
from monespace.outbox.taking import Due


@pytest.fixture
def server():
    """A Redis of its own."""
    with passing_folder("monespace-full-") as folder, Redis(folder / "redis") as redis:
        yield redis


def test_what_a_full_broker_refuses_is_kept_and_sent_once_there_is_room(server, monkeypatch):
    connection = app.connection_for_write
    monkeypatch.setattr(app, "connection_for_write", lambda **options: connection(server.url, **options))
    broker, redis = room.Broker(), Client(unix_socket_path=server.url.removeprefix("redis+socket://"))
    batch = [Due(number, "mail") for number in range(3)]
    assert broker.publish(batch) == []
    assert redis.llen("mail") == 3
    redis.config_set("maxmemory", "1")
    with capture_logs() as said:
        assert broker.publish(batch) == batch
    assert [(one["event"], one["error"]) for one in said] == [("broker_down", "OutOfMemoryError")]
    assert redis.llen("mail") == 3
    redis.config_set("maxmemory", "0")
    assert broker.publish(batch) == []
    assert redis.llen("mail") == 6
    redis.flushdb()
    assert broker.publish(batch) == []
    broker.close()
    redis.close()
