"""Starts the simulated outside world once for the whole test run, whichever process needs it first."""

from __future__ import annotations

import fcntl
import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import suppress
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
START_TIMEOUT = 30
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
        started = folder / "simulators.pid"
        if not started.exists():
            started.write_text(str(_spawn(folder / "simulators.log")))
        deadline = time.monotonic() + START_TIMEOUT
        while not _answers():
            if time.monotonic() > deadline:
                raise AssertionError((folder / "simulators.log").read_text()[-2000:])
            time.sleep(0.05)
    return os.environ["SIMULATORS_URL"]


def _spawn(log: Path) -> int:
    port = os.environ["SIMULATORS_URL"].rpartition(":")[2]
    command = [sys.executable, "-m", "gunicorn", "--workers", "1", "--threads", "8"]
    with log.open("wb") as output:
        process = subprocess.Popen(
            [*command, "--bind", f"127.0.0.1:{port}", "monespace.simulators.wsgi"],
            cwd=ROOT,
            stdout=output,
            stderr=output,
            start_new_session=True,
        )
    _started.append(process)
    return process.pid


def stop_simulators(folder: Path) -> None:
    """End them; only the process that owns the run's servers calls this, at its end."""
    with suppress(FileNotFoundError, ProcessLookupError, ValueError):
        os.kill(int((folder / "simulators.pid").read_text()), signal.SIGTERM)


@pytest.fixture(scope="session")
def simulators() -> str:
    """Return the address of the running simulators."""
    return start_simulators()
