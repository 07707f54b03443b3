"""A worker of gunicorn in which waitress receives whole requests and sends answers: threads only compute."""

from __future__ import annotations

import os
import resource
import time
from typing import TYPE_CHECKING, Any, Final

from gunicorn.workers.base import Worker
from waitress import wasyncore
from waitress.adjustments import Adjustments
from waitress.task import ThreadedTaskDispatcher

from monespace.server.connections import Server

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]

MEGABYTE: Final = 1_000_000
CONNECTIONS: Final = 1000
FILES_EACH: Final = 3  # a connection, its request and its answer
OTHER_FILES: Final = 200
LOOP_SECONDS: Final = 1
ADJUSTMENTS: Final = {
    "connection_limit": CONNECTIONS,
    "cleanup_interval": 2,
    "recv_bytes": 16_384,
    "max_request_header_size": 65_536,
    "max_request_body_size": 1 << 62,  # BoundedBody holds the limit
    "outbuf_high_watermark": 64 * MEGABYTE,  # more than any page: a thread never waits for who reads it
    "clear_untrusted_proxy_headers": False,  # the application counts its proxies itself (TRUSTED_PROXY_COUNT)
    "log_socket_errors": False,
    "asyncore_use_poll": True,
    "ident": "",
}


class BufferingWorker(Worker):
    """Serves until it is asked to end, or has served its share; then ends what has begun."""

    def run(self) -> None:
        """Serve."""
        allow_files(CONNECTIONS * FILES_EACH + OTHER_FILES)
        self.connections: dict[int, Any] = {}
        self.threads = ThreadedTaskDispatcher()
        self.threads.queue_logger.disabled = True  # a queue is what it is for
        self.threads.set_thread_count(self.cfg.threads)
        adjustments = Adjustments(threads=self.cfg.threads, backlog=self.cfg.backlog, **ADJUSTMENTS)
        application = without_bodies_of_head(self.wsgi)
        servers = [
            Server(
                application,
                self.connections,
                _sock=listener.sock,
                dispatcher=self.threads,
                adj=adjustments,
                bind_socket=False,
                sockinfo=(
                    listener.sock.family,
                    listener.sock.type,
                    listener.sock.proto,
                    listener.getsockname(),
                ),
            )
            for listener in self.sockets
        ]
        while self.alive and self.ppid == os.getppid():
            self.turn()
            if sum(server.taken for server in servers) >= self.max_requests:
                self.log.info("%s has served its share and is renewed", self)
                break
        self.end(servers)

    def turn(self) -> None:
        """Receive and send what can be received and sent; return at once, or within a second."""
        self.notify()
        wasyncore.loop(LOOP_SECONDS, use_poll=True, map=self.connections, count=1)

    def end(self, servers: list[Server]) -> None:
        """Let requests that have begun to arrive be answered, as long as the stop may take."""
        deadline = time.monotonic() + self.cfg.graceful_timeout
        while time.monotonic() < deadline:
            for server in servers:
                server.close_idle()
            if not any(server.active_channels for server in servers):
                break
            self.turn()
        self.threads.shutdown(timeout=0)


def allow_files(wanted: int) -> None:
    """Raise the number of files that this process may hold open, where the system allows it."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    possible = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
    if soft != resource.RLIM_INFINITY and soft < possible:
        resource.setrlimit(resource.RLIMIT_NOFILE, (possible, hard))


def without_bodies_of_head(application: Application) -> Application:
    """Answer HEAD with headers alone (RFC 9110, 9.3.2): a body would pass for the next answer."""

    def answer(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        body = application(environ, start_response)
        if environ["REQUEST_METHOD"] != "HEAD":
            return body
        close = getattr(body, "close", None)
        if close is not None:
            close()
        return []

    return answer
