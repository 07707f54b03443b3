"""Relay and workers go on by themselves once PostgreSQL is back, and nothing is lost."""

from __future__ import annotations

import time

import psycopg
import pytest

from monespace.demo.servers import Redis
from tests.away.conftest import copy_into
from tests.away.passage import Passage, State
from tests.kernel.processes import Processes

pytestmark = pytest.mark.processes
AWAY_SECONDS = 6
WANT = """
INSERT INTO outbox_message (topic, payload, lane, attempts, last_error) VALUES (%s, %s, 'default', 0, '')
"""
PENDING = "SELECT count(*) FROM outbox_message WHERE done_at IS NULL"


def test_relay_and_worker_go_on_after_each_way_of_being_away(transactional_db, own_postgres):
    postgres, folder = own_postgres
    copy_into(postgres)

    def want(name: str, number: int) -> None:
        with psycopg.connect(postgres.url) as connection:
            for _ in range(number):
                connection.execute(WANT, ["probe.note", f'{{"name": "{name}"}}'])

    def nothing_waits() -> bool:
        with psycopg.connect(postgres.url) as connection:
            return not connection.execute(PENDING).fetchone()[0]

    with (
        Passage(postgres.socket_folder / ".s.PGSQL.5432") as passage,
        Redis(folder / "redis") as redis,
    ):
        processes = Processes(folder, redis)
        processes.environment["DATABASE_URL"] = f"postgres://postgres@127.0.0.1:{passage.port}/monespace"
        started = [processes.relay(), processes.worker()]
        try:
            for state in (State.OPEN, State.REFUSED, State.SILENT, State.DROPPED):
                want(f"before-{state.value}", 30)
                passage.become(state)
                want(f"during-{state.value}", 5)
                time.sleep(AWAY_SECONDS)
                passage.become(State.OPEN)
                processes.wait_until(nothing_waits)
                for moment, number in (("before", 30), ("during", 5)):
                    assert processes.runs(f"{moment}-{state.value}") >= number
            postgres.process.kill()
            postgres.process.wait()
            time.sleep(AWAY_SECONDS)
            postgres.stop()
            postgres.start()
            want("after", 5)
            processes.wait_until(nothing_waits)
            assert processes.runs("after") == 5
            assert [process.poll() for process in started] == [None, None]
        finally:
            processes.stop()
