"""An authentic source of representatives in a thread, for tests of what the portal makes of every answer."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import date
from http.server import BaseHTTPRequestHandler
from typing import Any

from accounts.people.models import national_number_of
from tests.support.stub_server import StubServer


@dataclass
class StubRegister:
    """Knows what tests tell it; ``status`` and ``body`` override its answers."""

    status: int = 200
    body: bytes | None = None
    names: dict[str, str] = field(default_factory=dict)
    functions: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        stub = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                stub.asked.append(self.path)
                status, body = stub.answer(self.path)
                self.send_response(status)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *args):
                pass

        self.server = StubServer(Handler)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server.server_port}/bce/"

    def answer(self, path: str) -> tuple[int, bytes]:
        resource, number = path.strip("/").split("/")[1:]
        if self.status != 200 or self.body is not None:
            return self.status, self.body or b""
        if number not in self.names:
            return 404, b'{"error": "unknown enterprise"}'
        said = {"number": number, "name": self.names[number], "legal_form": "SRL", "address": {}}
        if resource == "representatives":
            said = {"number": number, "representatives": self.functions.get(number, [])}
        return 200, json.dumps(said).encode()

    def knows(self, enterprise, name: str = "") -> None:
        """Describe an enterprise, given as a row or as a number."""
        number = getattr(enterprise, "number", enterprise)
        self.names[number] = name or getattr(enterprise, "name", "Entreprise nouvelle")

    def appoints(self, person, enterprise, *, until: str | None = None, since: str = "2024-03-01") -> None:
        """Give a person a function in an enterprise."""
        number = getattr(enterprise, "number", enterprise)
        self.knows(enterprise)
        self.functions.setdefault(number, []).append(
            {
                "national_number": national_number_of(person),
                "function": "Administrateur",
                "since": since,
                "until": until,
            }
        )

    def ends_functions(self, enterprise) -> None:
        """End every function in an enterprise, as of yesterday."""
        for function in self.functions[getattr(enterprise, "number", enterprise)]:
            function["until"] = date(2025, 1, 1).isoformat()

    def stop(self) -> None:
        self.server.stop()
