"""The demo's own processes: started in order, started again when they die, ended together."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Self

from monespace.demo.servers import die_with_parent

if TYPE_CHECKING:
    from pathlib import Path

RESTART_DELAY = 1.0
STOP_TIMEOUT = 15.0


@dataclass
class Process:
    """One child: its name, its command and its log."""

    name: str
    command: list[str]
    environment: dict[str, str]
    log: Path
    popen: subprocess.Popen[bytes] | None = None
    died_at: float | None = None
    log_began: int = 0

    def start(self) -> None:
        """Start it in a session of its own, so that Ctrl-C reaches only the demo, which ends it in order."""
        self.died_at = None
        with self.log.open("ab") as log:
            self.log_began = log.tell()
            self.popen = subprocess.Popen(
                self.command,
                env={**os.environ, **self.environment},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                preexec_fn=die_with_parent,  # noqa: PLW1509 - the demo has no threads when it starts children
            )

    def is_alive(self) -> bool:
        """Whether it is running."""
        return self.popen is not None and self.popen.poll() is None

    def signal(self, number: signal.Signals) -> None:
        """Send a signal if it is still there."""
        if self.is_alive() and self.popen is not None:
            self.popen.send_signal(number)

    def has_said(self, words: str) -> bool:
        """Whether ``words`` are in its log since it was started, however much it has said after them."""
        return words.encode() in self.log.read_bytes()[self.log_began :]

    def last_words(self) -> str:
        """Return the end of its log."""
        return self.log.read_text(errors="replace")[-1500:]


@dataclass
class ProcessGroup:
    """All the demo's children; leaving the ``with`` block ends every one of them."""

    processes: list[Process] = field(default_factory=list)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def start(self, process: Process) -> Process:
        """Start one more child."""
        process.start()
        self.processes.append(process)
        return process

    def revive(self) -> list[Process]:
        """Start those that died more than a moment ago again; return those found dead now."""
        fallen = []
        for process in self.processes:
            if process.is_alive():
                continue
            if process.died_at is None:
                process.died_at = time.monotonic()
                fallen.append(process)
            elif time.monotonic() - process.died_at > RESTART_DELAY:
                process.start()
        return fallen

    def stop(self) -> None:
        """Ask every child to end, last started first; kill the process group of those that do not."""
        for process in reversed(self.processes):
            process.signal(signal.SIGTERM)
        deadline = time.monotonic() + STOP_TIMEOUT
        for process in self.processes:
            if process.popen is None:
                continue
            try:
                process.popen.wait(max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                os.killpg(process.popen.pid, signal.SIGKILL)
                process.popen.wait()
