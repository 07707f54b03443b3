"""The demo starts even when PostgreSQL is killed meanwhile, and leaves nothing behind."""

from __future__ import annotations

import signal
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import psutil
import pytest

from monespace.demo.places import passing_folder
from tests.support import plain_http
from tests.support.portal import RunningPortal

pytestmark = pytest.mark.processes
PATIENCE = 240  # seconds
SERVER = "postgres -D"
PREPARING = "monespace.demo.prepare"
STARTING = "manage.py relay"


def test_the_demo_goes_on_when_postgresql_is_killed_while_it_starts():
    """Once while the tables are made, once while the processes start."""
    with passing_folder("monespace-killed-") as folder, ThreadPoolExecutor(1) as somebody:
        running = RunningPortal(folder)
        disturbing = somebody.submit(disturb, running)
        running.start()
        disturbing.result()
        children = family(running)
        said = [line for line in running.output if "postgres ended unexpectedly" in line]
        assert len(said) == 2
        assert plain_http.get(f"{running.url}/demarches/prime-velo/", timeout=60).status_code == 200
        assert running.stop() == 0
        wait_for(lambda: not any(is_alive(child) for child in children))


def disturb(running: RunningPortal) -> None:
    for moment in (PREPARING, STARTING):
        wait_for(lambda moment=moment: child_of(running, moment))
        child_of(running, SERVER).send_signal(signal.SIGKILL)
        time.sleep(2)


def family(running: RunningPortal) -> list[psutil.Process]:
    return psutil.Process(running.process.pid).children(recursive=True) if running.process else []


def child_of(running: RunningPortal, words: str) -> psutil.Process | None:
    """The first process of the demo whose command has these words."""
    for one in family(running):
        with suppress(psutil.NoSuchProcess):
            if words in " ".join(one.cmdline()):
                return one
    return None


def is_alive(process: psutil.Process) -> bool:
    with suppress(psutil.NoSuchProcess):
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    return False


def wait_for(condition) -> None:
    deadline = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.05)
