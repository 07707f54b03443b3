"""A back office that takes each parcel once by its key, and answers as it is told."""

from __future__ import annotations

import json
import socket
import struct
import threading
import time
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

LONGEST_HANG = 60.0
RESET = struct.pack("ii", 1, 0)  # SO_LINGER: a close resets the connection


class Behaviour(StrEnum):
    """How it answers from now on."""

    ACCEPT = "accept"
    REFUSE = "refuse"  # 422, nothing is kept
    FAIL = "fail"  # 503, nothing is kept
    HANG = "hang"  # no answer, nothing is kept
    ANSWER_TWICE = "answer twice"  # kept, and answered twice
    DIE = "die"  # kept, and gone in the middle of the answer


@dataclass
class Records:
    """What it keeps: a reference by each key, how often each came and when first; safe between threads."""

    references: dict[str, str] = field(default_factory=dict)
    times: Counter[str] = field(default_factory=Counter)
    at: dict[str, float] = field(default_factory=dict)
    changed: set[str] = field(default_factory=set)  # keys that came again with another content
    _bodies: dict[str, int] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def keep(self, key: str, body: bytes) -> dict[str, str]:
        """Keep a parcel, once; return the answer, the same each time."""
        with self._lock:
            self.times[key] += 1
            if key not in self.references:
                self.references[key] = json.loads(body)["reference"]
                self.at[key] = time.time()
                self._bodies[key] = hash(body)
            elif self._bodies[key] != hash(body):
                self.changed.add(key)
        return {
            "service_reference": f"R-{self.references[key]}",
            "acknowledged_at": datetime.now(UTC).isoformat(),
        }


class BackOffice(ThreadingHTTPServer):
    """Serves on a free port in threads of its own; it hangs for references that begin as ``hangs_for``."""

    daemon_threads = True
    request_queue_size = 64

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.behaviour = Behaviour.ACCEPT
        self.hangs_for: set[str] = set()
        self.records = Records()
        self.behaved: Counter[Behaviour] = Counter()  # how often it was asked, by how it answered
        threading.Thread(target=self.serve_forever, daemon=True).start()

    @property
    def url(self) -> str:
        """The address for BACKOFFICE_URL."""
        return f"http://127.0.0.1:{self.server_address[1]}/dossiers/"

    def handle_error(self, *_: Any) -> None:
        """Say nothing of callers who went away: they are killed on purpose."""


class Handler(BaseHTTPRequestHandler):
    """One connection, kept open as a server does."""

    protocol_version = "HTTP/1.1"
    server: BackOffice

    def do_POST(self) -> None:
        """Take a parcel, or do as told."""
        body = self.rfile.read(int(self.headers["Content-Length"]))
        behaviour = self.server.behaviour
        self.server.behaved[behaviour] += 1
        if behaviour == Behaviour.HANG or self.is_ignored(body):
            self.hang(body)
        elif behaviour == Behaviour.REFUSE:
            self.answer(HTTPStatus.UNPROCESSABLE_ENTITY, {"problem": "refused"})
        elif behaviour == Behaviour.FAIL:
            self.answer(HTTPStatus.SERVICE_UNAVAILABLE, {"problem": "failing"})
        else:
            taken = self.server.records.keep(self.headers["Idempotency-Key"], body)
            self.acknowledge(behaviour, taken)

    def is_ignored(self, body: bytes) -> bool:
        """Whether it hangs for this parcel."""
        hangs_for = self.server.hangs_for
        return bool(hangs_for) and json.loads(body)["reference"].startswith(tuple(hangs_for))

    def hang(self, body: bytes) -> None:
        """Answer nothing until it behaves otherwise, then close."""
        deadline = time.monotonic() + LONGEST_HANG
        while (self.server.behaviour == Behaviour.HANG or self.is_ignored(body)) and (
            time.monotonic() < deadline
        ):
            time.sleep(0.05)
        self.close_connection = True

    def acknowledge(self, behaviour: Behaviour, taken: dict[str, str]) -> None:
        """Say that the parcel is kept, as the behaviour has it."""
        if behaviour == Behaviour.DIE:
            self.wfile.write(b"HTTP/1.1 201 Created\r\nContent-Length: 90\r\n\r\n{")
            with suppress(OSError):
                self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
            self.close_connection = True
            return
        for _ in range(2 if behaviour == Behaviour.ANSWER_TWICE else 1):
            self.answer(HTTPStatus.CREATED, taken)

    def answer(self, status: HTTPStatus, content: dict[str, str]) -> None:
        """Write an answer in one piece."""
        body = json.dumps(content).encode()
        head = f"HTTP/1.1 {status.value} {status.phrase}\r\nContent-Type: application/json\r\n"
        self.wfile.write(f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body)

    def log_message(self, *_: Any) -> None:
        """Say nothing of each request."""
