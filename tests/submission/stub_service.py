"""A back office in a thread, for tests of what the portal makes of every answer."""

from __future__ import annotations

import json
import threading
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from typing import TYPE_CHECKING

import pytest

from tests.support.stub_server import StubServer, drip

if TYPE_CHECKING:
    from collections.abc import Iterator

LONGEST_SILENCE = 30  # seconds
GOOD_ANSWER = {"service_reference": "SPW-1", "acknowledged_at": "2026-11-23T09:30:00+00:00"}


@dataclass
class StubService:
    """Answers ``status`` and ``answer``, or drips its head when ``is_slow``; remembers the requests."""

    status: int = 201
    answer: bytes = json.dumps(GOOD_ANSWER).encode()
    headers: dict[str, str] = field(default_factory=dict)
    is_slow: bool = False
    may_answer: threading.Event = field(default_factory=threading.Event)
    requests: list[tuple[dict[str, str], bytes]] = field(default_factory=list)

    def __post_init__(self) -> None:
        stub = self
        self.may_answer.set()

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                stub.requests.append((dict(self.headers), body))
                stub.may_answer.wait(LONGEST_SILENCE)
                if stub.is_slow:
                    return drip(self)
                self.send_response(stub.status)
                for name, value in stub.headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(stub.answer)))
                self.end_headers()
                self.wfile.write(stub.answer)
                return None

            def log_message(self, *args):
                pass

        self.server = StubServer(Handler)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server.server_port}/dossiers/"

    def stop(self) -> None:
        self.may_answer.set()
        self.server.stop()


@pytest.fixture
def service(settings) -> Iterator[StubService]:
    """The competent service, in a thread of the test."""
    stub = StubService()
    settings.BACKOFFICE_URL = stub.url
    yield stub
    stub.stop()
