"""Finds or starts what every test needs: PostgreSQL, Redis and the demo's environment, of this run alone.

Servers and databases are kept for the next run (``tests.support.keeper``), except in CI, or when another run
of this checkout has them: then they end with the run.
"""

from __future__ import annotations

import atexit
import hashlib
import json
import os
import shutil
import socket
import subprocess
import sys
import time
from contextlib import ExitStack
from pathlib import Path

import psycopg
import pytest
import redis
from psycopg import sql

from monespace.demo.environment import CHECKOUT, build_environment
from monespace.demo.places import StartError, passing_folder, reachable_folder
from tests.support.keeper import FOLDER, SERVING, use

KEPT_MINUTES = 30
END_TIMEOUT = 30
DATABASES = "databases"  # notes that they are as an unbroken run left them, and of which migrations


def free_port() -> int:
    """Return a TCP port that is free now, the next one included (portal and simulators)."""
    while True:
        with socket.socket() as first, socket.socket() as second:
            first.bind(("127.0.0.1", 0))
            port = first.getsockname()[1]
            try:
                second.bind(("127.0.0.1", port + 1))
            except OSError:
                continue
            return port


def start_servers() -> None:
    """Give the whole run its servers and environment; xdist workers inherit them."""
    if "SECRET_KEY" in os.environ and "DATABASE_URL" in os.environ:
        return
    ending = ExitStack()
    owner = os.getpid()
    atexit.register(lambda: ending.close() if os.getpid() == owner else None)
    folder, minutes = _reserve(ending)
    addresses = {"database": os.environ.get("DATABASE_URL"), "redis": os.environ.get("REDIS_URL")}
    if None in addresses.values():
        serving = _serving(folder, minutes)
        _tidy(folder, serving)
        addresses = {name: given or serving[name] for name, given in addresses.items()}
    of_this_run = folder / "run"
    shutil.rmtree(of_this_run, ignore_errors=True)
    of_this_run.mkdir()
    ending.callback(shutil.rmtree, of_this_run, ignore_errors=True)
    os.environ[FOLDER] = str(folder)
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # Playwright keeps an event loop in the tests' thread
    os.environ.update(
        build_environment(
            of_this_run,
            port=free_port(),
            database_url=addresses["database"],
            redis_url=addresses["redis"],
            smtp_port=free_port(),
            clamd_port=free_port(),
        )
    )


def _reserve(ending: ExitStack) -> tuple[Path, float]:
    """Return the folder of this run and for how many minutes its servers are kept afterwards."""
    if os.environ.get("CI") != "true":
        kept = _kept_folder()
        if lock := use(kept):
            ending.callback(lock.close)
            return kept, KEPT_MINUTES
    folder = ending.enter_context(passing_folder("monespace-tests-"))
    ending.callback(_wait_for_the_end_of_servers, folder)
    lock = use(folder)
    ending.callback(lock.close)
    return folder, 0


def _kept_folder() -> Path:
    """Return where this checkout keeps its servers: elsewhere once they are started in another way."""
    made_of = [CHECKOUT / "requirements-dev.lock", CHECKOUT / "monespace/demo/servers.py"]
    name = hashlib.sha256(b"".join(file.read_bytes() for file in made_of)).hexdigest()[:8]
    return reachable_folder(CHECKOUT / ".testing" / name)


def _serving(folder: Path, minutes: float) -> dict[str, str]:
    """Return the addresses of the servers of ``folder``, started unless they run."""
    said = folder / SERVING
    if not said.exists():
        command = [sys.executable, "-m", "tests.support.keeper", "servers", str(folder), str(minutes)]
        with (folder / "keeper.log").open("wb") as log:
            keeper = subprocess.Popen(command, cwd=CHECKOUT, stdout=log, stderr=log, start_new_session=True)
        while not said.exists():
            if keeper.poll() is not None:
                raise StartError((folder / "keeper.log").read_text()[-2000:])
            time.sleep(0.05)
    return json.loads(said.read_text())


def _tidy(folder: Path, serving: dict[str, str]) -> None:
    """Forget every message of earlier runs, and databases of a broken run or of other migrations."""
    redis.Redis(unix_socket_path=serving["redis"].removeprefix("redis+socket://")).flushall()
    note = folder / DATABASES
    if note.exists() and note.read_text() == _migrations():
        note.unlink()
        return
    with psycopg.connect(serving["dsn"], autocommit=True) as connection:
        rows = connection.execute("SELECT datname FROM pg_database WHERE starts_with(datname, 'test_')")
        for (name,) in rows.fetchall():
            connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


def _migrations() -> str:
    """Return what the tables are made of."""
    digest = hashlib.sha256()
    for file in sorted(CHECKOUT.glob("*/**/migrations/*.py")):
        digest.update(str(file.relative_to(CHECKOUT)).encode() + file.read_bytes())
    return digest.hexdigest()


def _wait_for_the_end_of_servers(folder: Path) -> None:
    deadline = time.monotonic() + END_TIMEOUT
    while (folder / SERVING).exists() and time.monotonic() < deadline:
        time.sleep(0.05)


def pytest_configure(config: pytest.Config) -> None:
    """Keep the databases at the end of the run, and use those that were kept."""
    config.option.reuse_db = True


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """Note that the databases are as the tests found them; after a run that was broken off they are not."""
    finished = {pytest.ExitCode.OK, pytest.ExitCode.TESTS_FAILED, pytest.ExitCode.NO_TESTS_COLLECTED}
    if exitstatus in finished and not hasattr(session.config, "workerinput"):
        (Path(os.environ[FOLDER]) / DATABASES).write_text(_migrations())


start_servers()
