"""Web servers in a thread that answer one thing: something, or byte by byte without an end."""

from __future__ import annotations

from http.server import BaseHTTPRequestHandler
from typing import TYPE_CHECKING

import pytest

from tests.support.stub_server import StubServer, drip

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


@pytest.fixture
def saying() -> Iterator[Callable[..., str]]:
    """Serve a body, and return the address where it is."""
    servers = []

    def serve(body: bytes, *, status: int = 200, **headers: str) -> str:
        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name.replace("_", "-"), value)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *args):
                pass

        servers.append(StubServer(Handler))
        return f"http://127.0.0.1:{servers[-1].server_port}/"

    yield serve
    for server in servers:
        server.stop()


@pytest.fixture
def dripping() -> Iterator[str]:
    """An address that answers byte by byte."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            drip(self)

        def log_message(self, *args):
            pass

    server = StubServer(Handler)
    yield f"http://127.0.0.1:{server.server_port}/"
    server.stop()
