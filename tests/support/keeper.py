"""Keeps what the tests need running for as long as it is used, and no longer: also when a run is killed.

A run holds the lock ``in-use`` of its folder; the system lets go of it however the run ends.
``python -m tests.support.keeper servers FOLDER MINUTES`` keeps PostgreSQL and Redis for the next runs,
``python -m tests.support.keeper command FOLDER COMMAND…`` ends a command with the run.
"""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING

from monespace.demo.servers import Postgres, Redis

if TYPE_CHECKING:
    from collections.abc import Iterator

FOLDER = "MON_ESPACE_TESTS"  # the variable that names the folder of a run to its own processes
IN_USE = "in-use"
KEPT = "kept"
SERVING = "serving.json"
SERVERS = ("postgres", "redis")
LOOK_EVERY = 0.5  # seconds
REMOVAL = 60  # seconds: what was killed may still write into its folder for a moment


class Ended(Exception):
    """Somebody asked the keeper to stop."""


def use(folder: Path, patience: float = 2) -> IO[str] | None:
    """Return the lock of ``folder``, kept until it is closed; None when another run uses the folder."""
    return _lock((folder / IN_USE).open("a"), patience)


def _lock(lock: IO[str], patience: float) -> IO[str] | None:
    deadline = time.monotonic() + patience
    while True:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:  # another run, or the keeper having a look
            if time.monotonic() > deadline:
                lock.close()
                return None
            time.sleep(0.05)
        else:
            return lock


@contextmanager
def unused_for(folder: Path, seconds: float) -> Iterator[None]:
    """Wait until nobody has used ``folder`` for ``seconds``; nobody begins to while the block runs."""
    last_used = time.monotonic()
    while in_use := _opened(folder / IN_USE):
        lock = _lock(in_use, patience=0)
        if lock is None:
            last_used = time.monotonic()
        elif time.monotonic() - last_used >= seconds:
            with lock:
                yield
            return
        else:
            lock.close()
        time.sleep(LOOK_EVERY)
    yield


def _opened(path: Path) -> IO[str] | None:
    """Open ``path`` without making it: another keeper may be removing its folder."""
    try:
        return path.open("r+")
    except FileNotFoundError:
        return None


def remove(folder: Path) -> None:
    """Remove ``folder`` with all that is in it and that comes into it meanwhile."""
    deadline = time.monotonic() + REMOVAL
    while folder.exists() and time.monotonic() < deadline:
        shutil.rmtree(folder, ignore_errors=True)
        time.sleep(0.05)


def serving(folder: Path) -> dict[str, str] | None:
    """Return where the servers of ``folder``, which the caller uses, are; None when nobody keeps any.

    A keeper that was killed, or whose machine was stopped, leaves an address that nobody answers at, and data
    that PostgreSQL never brought to the disk: both are removed.
    """
    said = folder / SERVING
    while not (unkept := _lock((folder / KEPT).open("a"), patience=0)):
        if said.exists():
            return dict(json.loads(said.read_text()))
        time.sleep(0.05)  # its keeper has just begun, for a run that was killed
    with unkept:
        said.unlink(missing_ok=True)
        for name in SERVERS:
            remove(folder / name)
    return None


def keep_servers(folder: Path, minutes: float) -> None:
    """Serve PostgreSQL and Redis from ``folder`` and say where, until nobody used them for ``minutes``.

    A folder that serves one run only is gone afterwards.
    """
    said = folder / SERVING
    with ExitStack() as ending:
        if not minutes:
            ending.callback(remove, folder)
        ending.enter_context(_lock((folder / KEPT).open("a"), patience=2))
        ending.callback(said.unlink, missing_ok=True)
        postgres = ending.enter_context(Postgres(folder / "postgres", durable=False))
        redis = ending.enter_context(Redis(folder / "redis"))
        told = {"keeper": os.getpid(), "dsn": postgres.dsn, "database": postgres.url, "redis": redis.url}
        unfinished = folder / f"{SERVING}.unfinished"
        unfinished.write_text(json.dumps(told))
        unfinished.rename(said)
        with unused_for(folder, minutes * 60):
            ending.close()


def keep_command(folder: Path, command: list[str]) -> None:
    """Run ``command`` until the run that uses ``folder`` has ended."""
    process = subprocess.Popen(command)
    try:
        with unused_for(folder, 0):
            pass
    finally:
        process.terminate()
        process.wait(10)


def stop(*_: object) -> None:
    """Turn SIGTERM into an orderly end."""
    raise Ended


def main(kind: str, folder: str, *rest: str) -> None:
    """Keep servers, or a command, until they are no longer used or somebody says so."""
    signal.signal(signal.SIGTERM, stop)
    try:
        if kind == "servers":
            keep_servers(Path(folder), float(rest[0]))
        else:
            keep_command(Path(folder), list(rest))
    except Ended:
        pass


if __name__ == "__main__":
    main(*sys.argv[1:])
