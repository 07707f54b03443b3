"""Starts the outbox's own processes on the test's database and on a Redis of their own."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from django.db import connection

from monespace.demo.servers import die_with_parent

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from monespace.demo.servers import Redis


PATIENCE = 600  # seconds: machines that test many things at once start a worker slowly


class Processes:
    """Relays and workers, their traces and their Redis."""

    def __init__(self, folder: Path, redis: Redis) -> None:
        self.folder = folder
        self.redis = redis
        self.started: list[subprocess.Popen[bytes]] = []
        database = urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{connection.settings_dict['NAME']}")
        self.environment = {
            **os.environ,
            "DATABASE_URL": database.geturl(),
            "REDIS_URL": redis.url,
            "DJANGO_SETTINGS_MODULE": "tests.kernel.probe.settings",
            "PROBE_FOLDER": str(folder),
        }

    def relay(self) -> subprocess.Popen[bytes]:
        return self.start("relay", "-m", "django", "relay")

    def worker(self) -> subprocess.Popen[bytes]:
        return self.start("worker", "-m", "celery", "--app", "monespace", "worker", "--concurrency", "2")

    def start(self, name: str, *arguments: str) -> subprocess.Popen[bytes]:
        with (self.folder / f"{name}.log").open("ab") as log:
            process = subprocess.Popen(
                [sys.executable, *arguments],
                env=self.environment,
                stdout=log,
                stderr=log,
                start_new_session=True,
                preexec_fn=die_with_parent,
            )
        self.started.append(process)
        return process

    def wait_until(self, condition: Callable[[], bool]) -> None:
        """Wait for ``condition``; when it does not come, say what the processes said."""
        deadline = time.monotonic() + PATIENCE
        while not condition():
            said = "\n".join(file.read_text()[-3000:] for file in self.folder.glob("*.log"))
            assert time.monotonic() < deadline, f"waited in vain\n{said}"
            time.sleep(0.05)

    def log(self, name: str) -> str:
        return (self.folder / f"{name}.log").read_text()

    def runs(self, name: str) -> int:
        """How often the handler of ``name`` ran."""
        file = self.folder / name
        return len(file.read_text().splitlines()) if file.exists() else 0

    def kill(self, process: subprocess.Popen[bytes]) -> None:
        """End a process and its children as a crash would."""
        os.killpg(process.pid, signal.SIGKILL)
        process.wait(PATIENCE)

    def stop(self) -> None:
        for process in self.started:
            if process.poll() is None:
                self.kill(process)
