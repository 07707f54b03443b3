"""Starts the simulated outside world once for the whole test run, whichever process needs it first."""

from __future__ import annotations

import fcntl
import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from monespace.server.commands import serve_simulators
from tests.support.keeper import FOLDER

ROOT = Path(__file__).resolve().parent.parent.parent
START_TIMEOUT = 120
_started: list[subprocess.Popen[bytes]] = []


def _folder() -> Path:
    return Path(os.environ["SIMULATORS_FAS_CERT"]).parent


def _answers() -> bool:
    try:
        with urllib.request.urlopen(f"{os.environ['SIMULATORS_URL']}/fas/metadata/", timeout=2) as answer:
            return answer.status == 200
    except (urllib.error.URLError, OSError):
        return False


def start_simulators() -> str:
    """Start them unless another process of this run did; return their address."""
    folder = _folder()
    with (folder / "simulators.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        started = folder / "simulators.started"
        if not started.exists():
            _spawn(folder / "simulators.log")
            started.touch()
        deadline = time.monotonic() + START_TIMEOUT
        while not _answers():
            if time.monotonic() > deadline:
                raise AssertionError((folder / "simulators.log").read_text()[-2000:])
            time.sleep(0.05)
    return os.environ["SIMULATORS_URL"]


def _spawn(log: Path) -> None:
    port = os.environ["SIMULATORS_URL"].rpartition(":")[2]
    until_the_end = [sys.executable, "-m", "tests.support.keeper", "command", os.environ[FOLDER]]
    with log.open("wb") as output:
        process = subprocess.Popen(
            [*until_the_end, *serve_simulators(f"127.0.0.1:{port}")],
            cwd=ROOT,
            stdout=output,
            stderr=output,
            start_new_session=True,
        )
    _started.append(process)


@pytest.fixture(scope="session")
def simulators() -> str:
    """Return the address of the running simulators."""
    return start_simulators()
