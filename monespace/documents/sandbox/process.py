"""Has one file judged by a child of the fork server, waits for what it says, and sees it end."""

from __future__ import annotations

import atexit
import json
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import structlog

from monespace.documents import cleaning
from monespace.documents.cleaning.refusals import NO_ROOM, Reason, Unfit

if TYPE_CHECKING:
    from collections.abc import Collection

log = structlog.get_logger(__name__)
PROGRAM = Path(cleaning.__file__).with_name("fork_server.py")
LONGEST_ANSWER = 200  # bytes
ENDING_SECONDS = 2.0  # for what was killed, or was not able to begin
ANSWER = re.compile(r"(?:(\w+) (\w+)\n)?ended (-?\d+)\n")
TOO_MUCH = {-signal.SIGXCPU, -signal.SIGKILL}  # out of CPU time; out of memory, on a machine without any left
STOPPED = {-signal.SIGTERM, -signal.SIGINT, -signal.SIGHUP}  # with the service it belongs to, not by its file


class NoAnswer(Exception):
    """The file was not judged: the machine is busy (CPU time has a limit of its own), or restarts."""


class Broken(Exception):
    """Files cannot be judged at all on this machine, for a reason that is ours."""


class ForkServer:
    """The process that forks a child for each file: started when it is wanted, again once it has ended."""

    def __init__(self) -> None:
        self._starting = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._jobs = socket.socket()

    @property
    def number(self) -> int | None:
        """The number of the process, once it was started."""
        return self._process.pid if self._process else None

    def start(self) -> None:
        """Have the process loaded before the first file; raise OSError when it cannot start."""
        with self._starting:
            if self._process is not None and self._process.poll() is None:
                return
            self._jobs.close()
            self._jobs, theirs = socket.socketpair()
            self._jobs.settimeout(ENDING_SECONDS)
            with theirs:
                self._process = subprocess.Popen(  # noqa: S603 - our own program
                    [sys.executable, "-I", str(PROGRAM)],
                    stdin=theirs.fileno(),
                    stdout=subprocess.DEVNULL,
                    env={},
                    cwd="/",
                    process_group=0,  # not a session: Linux would weigh its priority against itself alone
                )

    def begin(self, job: bytes) -> socket.socket:
        """Return the connection of a child that does ``job``; raise OSError when there is none."""
        self.start()
        ours, theirs = socket.socketpair()
        try:
            with theirs:
                ours.sendall(job)
                socket.send_fds(self._jobs, [b"\0"], [theirs.fileno()])
        except OSError:
            ours.close()
            raise
        return ours

    def cannot_begin(self) -> bool:
        """Whether the process, of which a child was not heard, ended by itself with an error."""
        with suppress(subprocess.TimeoutExpired):
            return self._process is not None and self._process.wait(ENDING_SECONDS) > 0
        return False

    def stop(self) -> None:
        """End the process and its children."""
        self._jobs.close()
        if self._process is not None:
            self._process.wait()


fork_server = ForkServer()
atexit.register(fork_server.stop)


def clean_apart(source: Path, target: Path, *, accept: Collection[str], seconds: float) -> str:
    """Have ``source`` judged in a process of its own (see ``cleaning``); return its true extension.

    Raises Unfit; NoAnswer after ``seconds``, or when the process is stopped; Broken; OSError when the disk is
    full.
    """
    job = json.dumps([str(source), str(target), list(accept)]).encode()
    try:
        connection = fork_server.begin(job)
    except OSError as error:
        raise Broken from error
    with connection:
        said = _said(connection, seconds)
    return _understood(said, accept)


def _said(connection: socket.socket, seconds: float) -> str:
    """Return what was said of a file until its child ended; raise NoAnswer, and end it, after ``seconds``."""
    said, deadline = b"", time.monotonic() + seconds
    try:
        while len(said) < LONGEST_ANSWER:
            connection.settimeout(max(deadline - time.monotonic(), 0.001))
            piece = connection.recv(LONGEST_ANSWER)
            if not piece:
                break
            said += piece
    except TimeoutError:
        raise NoAnswer from None
    except ConnectionError:  # the fork server ended before it took the job
        return ""
    finally:
        _end(connection)
    return said.decode(errors="replace")


def _end(connection: socket.socket) -> None:
    """Have the child killed unless it has ended, and see it end."""
    with suppress(OSError):
        connection.shutdown(socket.SHUT_WR)
        connection.settimeout(ENDING_SECONDS)
        while connection.recv(LONGEST_ANSWER):
            pass


def _understood(said: str, accept: Collection[str]) -> str:
    """Return the extension that was ``said``, or raise what was."""
    if not said and fork_server.cannot_begin():
        log.error("cleaning_broken")
        raise Broken
    if not said:
        raise NoAnswer
    found = ANSWER.fullmatch(said)
    word, what, status = (found[1], found[2] or "", int(found[3])) if found else ("", "nonsense", 0)
    if word == "kept" and what in accept:
        return what
    if word == "unfit" and what in set(Reason):
        raise Unfit(Reason(what))
    if word == "failed" and what == NO_ROOM:
        raise OSError(NO_ROOM)
    if word is None and status in STOPPED:
        raise NoAnswer
    log.warning("cleaning_failed", error=what, status=status)
    raise Unfit(Reason.DEMANDING if word is None and status in TOO_MUCH else Reason.UNREADABLE)
