"""The portal as in production, on data of its own, with a pid for every group of processes."""

from __future__ import annotations

import os
import time
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

import psutil
import psycopg

from monespace.demo.data import DataFolder, Servers, free_port
from monespace.demo.places import passing_folder
from monespace.demo.portal import commands, prepare, wait_for_answers
from monespace.demo.processes import Process, ProcessGroup
from monespace.demo.servers import Postgres

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from typing import LiteralString

SERVERS = {"postgres": "database", "redis-server": "redis"}
OUTSIDE_WORLD = "simulators"
PDF = "sealing"
"""The worker that makes sealed documents."""
DRAIN_TIMEOUT = 60.0
FIRST_ROUND_TIMEOUT = 150.0  # the clock looks each minute
PENDING = "SELECT count(*) FROM outbox_message WHERE done_at IS NULL AND failed_at IS NULL"
OPEN_WORK = "SELECT CASE count(*) WHEN 0 THEN 1 ELSE count(*) - count(ended_at) END FROM clock_work"


@dataclass(frozen=True)
class Portal:
    """A running portal: its own processes in ``group``, what they are told in ``environment``, its servers.

    ``processes`` are the first processes of each, by name, as they were started.
    """

    url: str
    processes: dict[str, int]
    dsn: str
    log: Path
    group: ProcessGroup
    servers: Servers
    environment: dict[str, str]

    def drain(self) -> None:
        """Wait until nothing is left to deliver or to send."""
        self._wait_for(PENDING, DRAIN_TIMEOUT)

    def execute(self, statement: LiteralString) -> None:
        """Change the portal's data before it is measured."""
        with psycopg.connect(self.dsn, autocommit=True, application_name="bench") as connection:
            connection.execute(statement)

    def settle(self) -> None:
        """Wait until a new installation has done the repeated work of its first minute."""
        self._wait_for(OPEN_WORK, FIRST_ROUND_TIMEOUT)
        self.drain()

    def _wait_for(self, query: LiteralString, seconds: float) -> None:
        deadline = time.monotonic() + seconds
        with psycopg.connect(self.dsn, autocommit=True, application_name="bench") as connection:
            while connection.execute(query).fetchone() != (0,):
                if time.monotonic() > deadline:
                    raise TimeoutError(f"Not done in time: {query}")
                time.sleep(0.05)


@contextmanager
def running(*, settings: str = "", **told: str) -> Iterator[Portal]:
    """Start the demo's processes, as in production but for the empty page, and end them afterwards.

    Other ``settings`` are those of every process; ``told`` are variables that stand in place of the demo's.
    """
    for name in ("DATABASE_URL", "REDIS_URL"):
        os.environ.pop(name, None)
    with ExitStack() as ending:
        folder = DataFolder(ending.enter_context(passing_folder("monespace-bench-")))
        servers = ending.enter_context(folder.servers())
        port = free_port()
        environment = folder.environment(servers, port) | told
        if settings:
            environment["DJANGO_SETTINGS_MODULE"] = settings
        group = ending.enter_context(ProcessGroup())
        children = commands(port)
        launch = children.pop(OUTSIDE_WORLD)  # first: the web process asks it for the federation's metadata
        group.start(Process(OUTSIDE_WORLD, launch, environment, folder.logs / f"{OUTSIDE_WORLD}.log"))
        prepare(folder, environment, servers)
        for name, command in children.items():
            own = {"PGAPPNAME": name}
            if name == "web" and not settings:
                own["DJANGO_SETTINGS_MODULE"] = "benchmarks.settings"
            group.start(Process(name, command, environment | own, folder.logs / f"{name}.log"))
        wait_for_answers(group, environment, servers)
        postgres = Postgres(folder.path / "postgres")
        yield Portal(
            url=environment["SITE_URL"],
            processes={process.name: process.popen.pid for process in group.processes if process.popen}
            | {
                SERVERS[child.name()]: child.pid
                for child in psutil.Process().children()
                if child.name() in SERVERS
            },
            dsn=postgres.dsn.replace("dbname=postgres", "dbname=monespace"),
            log=postgres.log,
            group=group,
            servers=servers,
            environment=environment,
        )
