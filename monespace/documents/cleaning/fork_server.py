"""The process that forks a child for each file: ``python -I fork_server.py``, with a socket as its input.

It has the libraries loaded, so that a child costs a few milliseconds, and reads no file itself. Each byte on
its input brings a connection, on which one job stands: ``[source, target, [extension, …]]`` in JSON. The
child answers there with its outcome (see ``judging``); ``ended STATUS`` follows, whatever ended it. Who
closes a connection has its child killed; the end of the input ends all.
"""

from __future__ import annotations

import gc
import json
import os
import selectors
import signal
import socket
import sys
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Collection
    from typing import NoReturn

    Judge = Callable[[Path, Path, Collection[str]], str]

LONGEST_JOB = 16_384  # bytes
WITH_THE_SERVICE = (
    signal.SIGTERM,
    signal.SIGINT,
    signal.SIGHUP,
)  # they end the children, not the files' place


class ForkServer:
    """Forks a child that runs ``judge`` for each job that comes on ``asked``."""

    def __init__(self, judge: Judge, asked: socket.socket) -> None:
        self.judge, self.asked = judge, asked
        self.alive: set[int] = set()
        self.watched = selectors.DefaultSelector()
        self.watched.register(asked, selectors.EVENT_READ, self._take)

    def serve(self) -> NoReturn:
        """Begin and end children until the input ends, which ends this process."""
        while True:
            for key, _events in self.watched.select():
                key.data()

    def _take(self) -> None:
        """Fork a child for the next job."""
        asked, connections, *_ = socket.recv_fds(self.asked, 1, 1)
        if not asked:
            for child in self.alive:
                os.kill(child, signal.SIGKILL)
            sys.exit()
        connection = socket.socket(fileno=connections[0])
        job = connection.recv(LONGEST_JOB)
        lasts, held = os.pipe()  # the end of the child closes ``held``
        try:
            child = os.fork()
        except OSError:  # no memory or no process left: a connection that closes says as much
            os.close(lasts)
            os.close(held)
            connection.close()
            return
        if not child:
            self._work(job, connection.fileno(), held)
        os.close(held)
        self.alive.add(child)
        self.watched.register(connection, selectors.EVENT_READ, partial(self._kill, child, connection))
        self.watched.register(lasts, selectors.EVENT_READ, partial(self._bury, child, connection, lasts))

    def _work(self, job: bytes, connection: int, held: int) -> NoReturn:
        """Do one job as the child, which holds nothing else of this process."""
        status = 1
        try:
            for name in WITH_THE_SERVICE:
                signal.signal(name, signal.SIG_DFL)
            os.dup2(connection, 0)
            os.dup2(held, 3)
            os.closerange(4, os.sysconf("SC_OPEN_MAX"))
            source, target, accept = json.loads(job)
            os.write(0, f"{self.judge(Path(source), Path(target), accept)}\n".encode())
            status = 0
        finally:
            os._exit(status)

    def _kill(self, child: int, connection: socket.socket) -> None:
        """End a child whose connection was closed, or spoke out of turn."""
        if child in self.alive:
            self.watched.unregister(connection)
            os.kill(child, signal.SIGKILL)

    def _bury(self, child: int, connection: socket.socket, lasts: int) -> None:
        """Say how a child ended."""
        status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        self.alive.remove(child)
        self.watched.unregister(lasts)
        os.close(lasts)
        with suppress(KeyError):  # it was killed
            self.watched.unregister(connection)
        with connection, suppress(OSError):  # nobody listens any more
            connection.setblocking(False)
            connection.send(f"ended {status}\n".encode())


def main(judge: Judge) -> None:
    """Serve the input; from now on this process says nothing else, as libraries quote what they read."""
    for name in WITH_THE_SERVICE:
        signal.signal(name, signal.SIG_IGN)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
    os.close(nowhere)
    gc.freeze()  # what is loaded stays shared with the children
    ForkServer(judge, socket.socket(fileno=0)).serve()


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[3]))
    from monespace.documents.cleaning.judging import judge

    main(judge)
