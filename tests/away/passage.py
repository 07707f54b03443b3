"""A way over TCP to a server on a socket, which can be closed in each way a network closes one."""

from __future__ import annotations

import selectors
import socket
import struct
import threading
from contextlib import suppress
from enum import Enum
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from pathlib import Path

CHUNK = 1 << 16
LOOK_SECONDS = 0.002
RESET = struct.pack("ii", 1, 0)  # SO_LINGER: a close resets the connection


class State(Enum):
    """What the passage does."""

    OPEN = "open"
    REFUSED = "refused"  # no connection is taken, those that are open are cut: the server is down
    SILENT = "silent"  # connections are taken, nothing is carried: the host is up, the server hangs
    DROPPED = "dropped"  # not even a connection is answered: the host is gone


class Passage:
    """Carries bytes between a TCP port of its own and a server's Unix socket while it is open."""

    def __init__(self, target: Path) -> None:
        self.target = target
        self.state = State.OPEN
        self.listener = self._listen(0)
        self.port = self.listener.getsockname()[1]
        self.others: dict[socket.socket, socket.socket] = {}
        self.fillers: list[socket.socket] = []
        self._over = threading.Event()
        self._lock = threading.Lock()
        self._thread = threading.Thread(target=self._run, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()
        self._cut()
        for one in (self.listener, *self.fillers):
            one.close()

    def become(self, state: State) -> None:
        """Close the passage in a way, or open it again."""
        with self._lock:
            for filler in self.fillers:
                filler.close()
            self.fillers = []
            if self.state == State.REFUSED:
                self.listener = self._listen(self.port)
            self.state = state
            if state == State.REFUSED:
                self.listener.close()
                self._cut()
            if state == State.DROPPED:
                self._fill()

    def _listen(self, port: int) -> socket.socket:
        listener = socket.socket()
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(("127.0.0.1", port))
        listener.listen(0)
        return listener

    def _fill(self) -> None:
        """Take every place in the queue of the listener: Linux drops what more connections send."""
        while True:
            filler = socket.socket()
            filler.settimeout(0.3)
            try:
                filler.connect(("127.0.0.1", self.port))
            except TimeoutError:
                filler.close()
                return
            self.fillers.append(filler)

    def _run(self) -> None:
        while not self._over.wait(0):
            with self._lock, selectors.DefaultSelector() as selector:
                if self.state == State.OPEN:
                    selector.register(self.listener, selectors.EVENT_READ)
                    for one in self.others:
                        selector.register(one, selectors.EVENT_READ)
                    for key, _ in selector.select(0):
                        self._serve(key.fileobj)
            self._over.wait(LOOK_SECONDS)

    def _serve(self, ready: socket.socket) -> None:
        if ready is self.listener:
            near, _ = self.listener.accept()
            far = socket.socket(socket.AF_UNIX)
            try:
                far.connect(str(self.target))
            except OSError:
                near.close()
                far.close()
                return
            self.others |= {near: far, far: near}
            return
        other = self.others.get(ready)
        if other is None:
            return
        with suppress(OSError):
            if content := ready.recv(CHUNK):
                other.sendall(content)
                return
        for one in (ready, other):
            self.others.pop(one, None)
            one.close()

    def _cut(self) -> None:
        for one in self.others:
            with suppress(OSError):
                one.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
            one.close()
        self.others = {}
