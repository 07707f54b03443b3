"""A system that receives events in a thread: it keeps what comes, and answers as the test says."""

from __future__ import annotations

import json
import threading
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from typing import TYPE_CHECKING, Any

import pytest

from tests.support.stub_server import StubServer, drip

if TYPE_CHECKING:
    from collections.abc import Iterator

LONGEST_SILENCE = 30  # seconds


@dataclass
class Receiver:
    """Answers ``status``; ``answers`` before it, one for each request; drips its head when ``is_slow``."""

    status: int = 204
    answers: list[int] = field(default_factory=list)
    headers: dict[str, str] = field(default_factory=dict)
    is_slow: bool = False
    may_answer: threading.Event = field(default_factory=threading.Event)
    requests: list[tuple[dict[str, str], bytes]] = field(default_factory=list)

    def __post_init__(self) -> None:
        receiver = self
        self.may_answer.set()

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                named = {name.lower(): value for name, value in self.headers.items()}
                receiver.requests.append((named, body))
                receiver.may_answer.wait(LONGEST_SILENCE)
                if receiver.is_slow:
                    return drip(self)
                self.send_response(receiver.answers.pop(0) if receiver.answers else receiver.status)
                for name, value in receiver.headers.items():
                    self.send_header(name, value)
                self.end_headers()
                return None

            def log_message(self, *args):
                pass

        self.server = StubServer(Handler)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server.server_port}/webhooks"

    @property
    def events(self) -> list[dict[str, Any]]:
        """What came, in the order in which it came."""
        return [json.loads(body) for _headers, body in self.requests]

    def stop(self) -> None:
        self.may_answer.set()
        self.server.stop()


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    """A system that receives events."""
    found = Receiver()
    yield found
    found.stop()
