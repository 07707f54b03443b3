"""A web process of the test's own, served as in production, on the test's database."""

from __future__ import annotations

import os
import subprocess
import time
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

import httpx
from django.db import connection

from monespace import limits
from monespace.demo.servers import die_with_parent
from monespace.server.commands import serve_portal
from tests.support import plain_http
from tests.support.servers import free_port

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PATIENCE = 600  # seconds: machines that test many things at once start a process slowly


@dataclass(frozen=True)
class Web:
    """A running web server: its port, its first process and its log."""

    port: int
    process: subprocess.Popen[bytes]
    log: Path

    @property
    def url(self) -> str:
        """Where it answers."""
        return f"http://127.0.0.1:{self.port}"

    def get(self, path: str, **options: object) -> httpx.Response:
        """Ask for a page."""
        return plain_http.get(f"{self.url}{path}", **options)


@contextmanager
def serving(folder: Path, *options: str, **environment: str) -> Iterator[Web]:
    """Serve with gunicorn's ``options`` while the block runs; the log is in ``folder``."""
    port = free_port()
    database = os.environ["DATABASE_URL"].rpartition("/")[0] + f"/{connection.settings_dict['NAME']}"
    settings = {"DATABASE_URL": database, "DJANGO_SETTINGS_MODULE": "tests.support.web_settings"}
    known = {name: value for name, value in os.environ.items() if name != limits.PROCESS}
    path = folder / "log"
    with path.open("wb") as log:
        process = subprocess.Popen(
            serve_portal(f"127.0.0.1:{port}", *options),
            env={**known, **settings, **environment},
            stdout=log,
            stderr=log,
            preexec_fn=die_with_parent,
        )
    web = Web(port, process, path)
    try:
        for _ in range(PATIENCE * 10):
            with suppress(httpx.TransportError):
                web.get("/healthz/live")
                break
            assert process.poll() is None, path.read_text()
            time.sleep(0.1)
        yield web
    finally:
        process.terminate()
        process.wait(PATIENCE)
