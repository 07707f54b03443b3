"""Starts relay, worker and simulators of the test's own, each to be stopped and started again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import httpx

from monespace.server.commands import serve_simulators
from tests.kernel.processes import PATIENCE, Processes
from tests.support import plain_http
from tests.support.servers import free_port

if TYPE_CHECKING:
    import subprocess
    from pathlib import Path

    from monespace.demo.servers import Redis


class PortalProcesses(Processes):
    """Everything beside the web process, which the test itself is."""

    def __init__(self, folder: Path, redis: Redis) -> None:
        super().__init__(folder, redis)
        web, smtp, clamd = free_port(), free_port(), free_port()
        self.simulators_url = f"http://localhost:{web}"
        self.environment |= {
            "DJANGO_SETTINGS_MODULE": "monespace.settings",
            "BACKOFFICE_URL": f"{self.simulators_url}/backoffice/dossiers/",
            "EMAIL_URL": f"smtp://127.0.0.1:{smtp}",
            "SIMULATORS_URL": self.simulators_url,
            "SIMULATORS_SMTP_PORT": str(smtp),
            "SIMULATORS_CLAMD_PORT": str(clamd),
        }

    def simulators(self) -> subprocess.Popen[bytes]:
        """Start the outside world and wait until it answers."""
        bind = f"127.0.0.1:{urlsplit(self.simulators_url).port}"
        process = self.start("simulators", *serve_simulators(bind)[1:])
        self.wait_until(self.simulators_answer)
        return process

    def simulators_answer(self) -> bool:
        try:
            return plain_http.get(f"{self.simulators_url}/mailbox/messages.json").is_success
        except httpx.TransportError:
            return False

    def end(self, process: subprocess.Popen[bytes]) -> None:
        """End a process as an operator does."""
        process.terminate()
        process.wait(PATIENCE)

    def ask(self, path: str) -> dict[str, Any]:
        """Return what a simulator tells scripts."""
        return plain_http.get(f"{self.simulators_url}{path}").json()

    def tell(self, behaviour: str) -> None:
        """Tell the back office how to answer."""
        url = f"{self.simulators_url}/backoffice/comportement.json"
        assert plain_http.post(url, json={"behaviour": behaviour}).is_success

    def received(self) -> dict[str, int]:
        """How often each reference came to the back office."""
        dossiers = self.ask("/backoffice/dossiers.json")["dossiers"]
        return {dossier["reference"]: dossier["times_received"] for dossier in dossiers}
