"""A bounded number of places on this machine, shared by every process that asks for one.

A place is a lock on a file: the system gives it back when its holder ends, however it ends.
"""

from __future__ import annotations

import fcntl
import os
import stat
import tempfile
import threading
import time
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

LOOK_AGAIN = 0.02  # seconds


class NoPlace(Exception):
    """No place came free in time."""


class Places:
    """``count`` places in the folder called ``name``, for at most ``asking`` threads of each process."""

    def __init__(self, name: str, *, count: int, asking: int) -> None:
        self.folder = Path(tempfile.gettempdir()) / f"{name}-{os.getuid()}"
        self.count = count
        self.most_asking = asking
        self._asking = 0
        self._counting = threading.Lock()

    @contextmanager
    def hold(self, *, wait: float) -> Iterator[None]:
        """Hold a place, for which at most ``wait`` seconds are waited.

        Who would be one too many of this process is refused at once: the threads left serve other pages.
        Raises NoPlace, or OSError.
        """
        with self._counting:
            if self._asking >= self.most_asking:
                raise NoPlace
            self._asking += 1
        try:
            place = self._take(wait)
            try:
                yield
            finally:
                os.close(place)
        finally:
            with self._counting:
                self._asking -= 1

    def _take(self, wait: float) -> int:
        """Return the open file of a place that is now ours."""
        self._make_folder()
        started = time.monotonic()
        while True:
            for number in range(self.count):
                place = os.open(self.folder / str(number), os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o600)
                with suppress(BlockingIOError):
                    fcntl.flock(place, fcntl.LOCK_EX | fcntl.LOCK_NB)
                    return place
                os.close(place)
            if time.monotonic() - started >= wait:
                raise NoPlace
            time.sleep(LOOK_AGAIN)

    def _make_folder(self) -> None:
        """Make the folder when it is missing; raise PermissionError when another user made it."""
        self.folder.mkdir(mode=0o700, exist_ok=True)
        found = self.folder.lstat()
        if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.getuid():
            raise PermissionError(f"{self.folder} belongs to somebody else.")
