"""A web server in a thread of a test, that ends at once: not when it next looks whether it should."""

from __future__ import annotations

import socket
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class StubServer(ThreadingHTTPServer):
    """Answers on a free port of this machine until it is stopped."""

    def __init__(self, handler: type[BaseHTTPRequestHandler]) -> None:
        super().__init__(("127.0.0.1", 0), handler)
        self.is_stopping = False
        self.thread = threading.Thread(target=self._serve, daemon=True)
        self.thread.start()

    def _serve(self) -> None:
        while not self.is_stopping:
            self.handle_request()

    def verify_request(self, request: object, client_address: object) -> bool:
        """Whether to answer: not what only wakes the server for its end."""
        return not self.is_stopping

    def stop(self) -> None:
        """Answer nobody any more; a second call changes nothing."""
        if self.is_stopping:
            return
        self.is_stopping = True
        socket.create_connection(self.server_address).close()
        self.thread.join()
        self.server_close()


def drip(handler: BaseHTTPRequestHandler) -> None:
    """Send a byte now and then, of a head that never ends."""
    try:
        while True:
            handler.wfile.write(b"H")
            time.sleep(0.05)
    except OSError:
        return
