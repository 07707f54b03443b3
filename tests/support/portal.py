"""Runs ``manage.py demo`` for the tests, on data and ports of its own."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from dataclasses import dataclass, field
from pathlib import Path

from monespace.demo.data import DataFolder, free_port
from monespace.demo.portal import NotReadyError, require_free
from monespace.demo.servers import die_with_parent
from monespace.demo.testing import BYTECODE
from monespace.settings.env import variables

ROOT = Path(__file__).resolve().parent.parent.parent
READY = "READY "
PATIENCE = 120  # seconds: machines that test many things at once end a process slowly


def own_environment(checkout: Path = ROOT) -> dict[str, str]:
    """Return this environment without the tests' own servers and secrets: the demo makes its own.

    What a copy of the checkout compiles is gone with it.
    """
    drop = {*variables(), "DJANGO_SETTINGS_MODULE"}
    kept = {k: v for k, v in os.environ.items() if k not in drop and not k.startswith("SIMULATORS_")}
    return kept if checkout == ROOT else kept | {"PYTHONPYCACHEPREFIX": str(checkout / BYTECODE)}


def manage(checkout: Path) -> list[str]:
    """Return the command of a checkout's ``manage.py``: of this one as it runs now, else as a person does."""
    python = Path(sys.executable)
    return [str(python if checkout == ROOT else python.resolve()), str(checkout / "manage.py")]


def free_ports() -> int:
    """Return a port that is free, as is the next one, which the simulators take."""
    while True:
        port = free_port()
        try:
            require_free(port + 1)
        except NotReadyError:
            continue
        return port


@dataclass
class RunningPortal:
    """A demo in a process of its own."""

    data: Path
    checkout: Path = ROOT
    port: int = field(default_factory=free_ports)
    output: list[str] = field(default_factory=list)
    process: subprocess.Popen[str] | None = None
    reader: threading.Thread | None = None

    @property
    def url(self) -> str:
        """Address of the portal, without a final slash."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def simulators(self) -> str:
        """Address of the simulated outside world."""
        return f"http://localhost:{self.port + 1}"

    def start(self, *options: str) -> RunningPortal:
        """Start it and wait for READY; fail with what it printed when it ends before."""
        command = [*manage(self.checkout), "demo", "--port", str(self.port)]
        self.process = subprocess.Popen(
            [*command, "--data", str(self.data), *options],
            cwd=self.checkout,
            env=own_environment(self.checkout),
            text=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            preexec_fn=die_with_parent,
        )
        for line in self.process.stdout:
            self.output.append(line.rstrip())
            if line.startswith(READY):
                self.reader = threading.Thread(target=self._drain, daemon=True)
                self.reader.start()
                return self
        raise AssertionError("the demo ended before READY:\n" + "\n".join(self.output))

    def _drain(self) -> None:
        for line in self.process.stdout:
            self.output.append(line.rstrip())

    def environment(self) -> dict[str, str]:
        """The running portal's own variables: its servers, its keys."""
        values = DataFolder.at(self.data).running_environment()
        assert values is not None, "the portal does not run"
        return values

    def manage(self, *words: str) -> str:
        """Run a management command on the running portal's data and return what it printed."""
        return subprocess.run(
            [*manage(self.checkout), *words],
            cwd=self.checkout,
            env=own_environment(self.checkout) | self.environment(),
            check=True,
            capture_output=True,
            text=True,
        ).stdout

    def stop(self) -> int:
        """End it as Ctrl-C does and return its exit code."""
        return self._end(signal.SIGINT)

    def kill(self) -> None:
        """End it without a chance to clean up."""
        self._end(signal.SIGKILL)

    def _end(self, how: signal.Signals) -> int:
        self.process.send_signal(how)
        code = self.process.wait(PATIENCE)
        self.reader.join()
        self.process.stdout.close()
        return code
