"""Connections kept by one event loop: a thread is taken for a whole request, until its answer is there."""

from __future__ import annotations

import time
from typing import Any, Final

from waitress.channel import HTTPChannel
from waitress.server import TcpWSGIServer

from monespace.server.bodies import RequestParser

KEPT_OPEN_SECONDS: Final = 15  # between two requests of a connection
SILENCE_SECONDS: Final = 60  # in the middle of a request or of an answer
PATIENCE_SECONDS: Final = 30  # to send a request, and ...
SLOWEST_BYTES_A_SECOND: Final = 500  # ... one more second for each of these bytes
QUIET_SECONDS: Final = 1  # after which a connection is taken for one that sends nothing now


class Channel(HTTPChannel):
    """One connection, and how long it may take."""

    parser_class = RequestParser
    began = 0.0  # when the first byte of the request on its way came
    came = 0  # how many have come since

    def received(self, data: bytes) -> bool:
        """Take what came."""
        before = self.request
        taken = super().received(data)
        if self.request is not before:
            self.began, self.came = time.time(), 0
        self.came += len(data)
        if self.server.is_ending:
            for request in self.requests:
                request.headers["CONNECTION"] = (
                    "close"  # said with its answer: what comes next goes elsewhere
                )
        return taken

    def has_lapsed(self, now: float) -> bool:
        """Whether it takes longer than anybody's network explains."""
        silent_for = now - self.last_activity
        if self.total_outbufs_len:
            return silent_for > SILENCE_SECONDS
        if self.requests:
            return False
        if self.request is None:
            return silent_for > KEPT_OPEN_SECONDS
        expected = PATIENCE_SECONDS + self.came / SLOWEST_BYTES_A_SECOND
        return silent_for > SILENCE_SECONDS or now - self.began > expected

    def is_idle(self, now: float) -> bool:
        """Whether nothing of a request or of an answer would be lost with it, on its way neither."""
        begun = self.request is not None and self.request.headers_finished
        is_quiet = now - self.last_activity >= QUIET_SECONDS
        return is_quiet and not (self.requests or self.total_outbufs_len or begun)


class Server(TcpWSGIServer):
    """A listening socket and its connections."""

    channel_class = Channel
    taken = 0  # requests so far
    is_ending = False

    def add_task(self, task: Any) -> None:
        """Give a whole request to a thread."""
        self.taken += 1
        super().add_task(task)

    def maintenance(self, now: float) -> None:
        """Close the connections that take too long."""
        for channel in list(self.active_channels.values()):
            if channel.has_lapsed(now):
                channel.will_close = True

    def close_idle(self) -> None:
        """Take no new connection, and close those that wait for nothing; others with their next answer."""
        self.accepting, self.is_ending = False, True
        now = time.time()
        for channel in list(self.active_channels.values()):
            if channel.is_idle(now):
                channel.will_close = True
