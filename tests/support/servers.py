"""Finds or starts what every test needs: PostgreSQL, Redis and the demo's environment, of this run alone.

Servers are kept for the next run (``tests.support.keeper``), except in CI, or when another run of this
checkout has them: then they end with the run.
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
from typing import TYPE_CHECKING

import redis

from monespace.demo.environment import CHECKOUT, build_environment
from monespace.demo.places import StartError, passing_folder, reachable_folder
from tests.support.keeper import FOLDER, SERVING, serving, use

if TYPE_CHECKING:
    from pathlib import Path

KEPT_MINUTES = 30
END_TIMEOUT = 30


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
        served = serving(folder) or _served_anew(folder, minutes)
        _forget_messages(served["redis"])
        addresses = {name: given or served[name] for name, given in addresses.items()}
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


def _served_anew(folder: Path, minutes: float) -> dict[str, str]:
    """Return the addresses of servers that are started in ``folder``."""
    command = [sys.executable, "-m", "tests.support.keeper", "servers", str(folder), str(minutes)]
    with (folder / "keeper.log").open("wb") as log:
        keeper = subprocess.Popen(command, cwd=CHECKOUT, stdout=log, stderr=log, start_new_session=True)
    while not (folder / SERVING).exists():
        if keeper.poll() is not None:
            raise StartError((folder / "keeper.log").read_text()[-2000:])
        time.sleep(0.05)
    said: dict[str, str] = json.loads((folder / SERVING).read_text())
    return said


def _forget_messages(url: str) -> None:
    """Empty Redis of what earlier runs left in it."""
    redis.Redis(unix_socket_path=url.removeprefix("redis+socket://")).flushall()


def _wait_for_the_end_of_servers(folder: Path) -> None:
    deadline = time.monotonic() + END_TIMEOUT
    while (folder / SERVING).exists() and time.monotonic() < deadline:
        time.sleep(0.05)


start_servers()
