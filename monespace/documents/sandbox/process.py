"""Starts the process that judges one file, waits for its answer within a time, and ends it."""

from __future__ import annotations

import selectors
import signal
import subprocess
import sys
from pathlib import Path
from typing import IO, TYPE_CHECKING

import structlog

from monespace.documents import cleaning
from monespace.documents.cleaning.child import NO_ROOM
from monespace.documents.cleaning.refusals import Reason, Unfit

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

log = structlog.get_logger(__name__)
CHILD = Path(cleaning.__file__).with_name("child.py")
LONGEST_ANSWER = 200  # bytes
LOOK_AGAIN = 0.1  # seconds
TOO_MUCH = {
    -signal.SIGXCPU,
    -signal.SIGKILL,
}  # out of CPU time; out of memory, on a machine that has none left
STOPPED = {-signal.SIGTERM, -signal.SIGINT, -signal.SIGHUP}  # with the service it belongs to, not by its file


class NoAnswer(Exception):
    """The file was not judged: the machine is busy (CPU time has a limit of its own), or restarts."""


class Broken(Exception):
    """Files cannot be judged at all on this machine, for a reason that is ours."""


def clean_apart(source: Path, target: Path, *, accept: Collection[str], left: Callable[[], float]) -> str:
    """Have ``source`` cleaned in a process of its own (see ``cleaning``); return its true extension.

    Raises Unfit; NoAnswer once no seconds are ``left``, or when the process is stopped; Broken; OSError when
    the disk is full.
    """
    command = [sys.executable, "-I", str(CHILD), str(source), str(target), ",".join(accept)]
    try:
        process = subprocess.Popen(  # noqa: S603 - our own program, whose arguments are paths of ours
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={},
            cwd=target.parent,
            start_new_session=True,
        )
    except OSError as error:
        raise Broken from error
    with process:
        try:
            line = _line(process.stdout, left)
        finally:
            process.kill()  # it has answered, or will not
    return _understood(line, process.returncode, accept)


def _line(answers: IO[bytes] | None, left: Callable[[], float]) -> str:
    """Return what comes while seconds are ``left``: an answer, or nothing when the process ends."""
    with selectors.DefaultSelector() as selector:
        selector.register(answers, selectors.EVENT_READ)  # type: ignore[arg-type]  # there is a pipe
        while not selector.select(LOOK_AGAIN):
            if left() <= 0:
                raise NoAnswer
    return answers.read1(LONGEST_ANSWER).decode(errors="replace").strip()  # type: ignore[union-attr]


def _understood(line: str, ended: int, accept: Collection[str]) -> str:
    """Return the extension that ``line`` gives, or raise what it says."""
    word, _space, what = line.partition(" ")
    if word == "kept" and what in accept:
        return what
    if word == "unfit" and what in set(Reason):
        raise Unfit(Reason(what))
    if word == "failed" and what == NO_ROOM:
        raise OSError(NO_ROOM)
    if not line and ended in STOPPED:
        raise NoAnswer
    if not line and ended > 0:
        log.error("cleaning_broken", status=ended)
        raise Broken
    log.warning("cleaning_failed", error=what if what.isidentifier() else "", status=ended)
    raise Unfit(Reason.DEMANDING if not line and ended in TOO_MUCH else Reason.UNREADABLE)
