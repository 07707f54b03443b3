"""The most memory that web processes had, and apart from them the processes that judge files."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

import psutil

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

EVERY = 0.05  # seconds


@dataclass
class Highest:
    """The most at any moment, in bytes: of all web processes together, and of those that judge files."""

    web: int = 0
    apart: int = 0


class WebMemory:
    """Reads the memory of a web server and its workers; what a worker starts judges a file."""

    def __init__(self, pid: int) -> None:
        self.server = psutil.Process(pid)

    @contextmanager
    def watched(self) -> Iterator[Highest]:
        """Look every few hundredths of a second, and give the most that was seen."""
        highest, over = Highest(), threading.Event()

        def watch() -> None:
            while not over.wait(EVERY):
                workers = self.server.children()
                apart = [child for worker in workers for child in _children(worker)]
                highest.web = max(highest.web, _sum([self.server, *workers]))
                highest.apart = max(highest.apart, _sum(apart))

        thread = threading.Thread(target=watch)
        thread.start()
        try:
            yield highest
        finally:
            over.set()
            thread.join()


def _children(process: psutil.Process) -> list[psutil.Process]:
    try:
        return process.children(recursive=True)
    except psutil.NoSuchProcess:
        return []


def _sum(processes: Iterable[psutil.Process]) -> int:
    """Return the resident memory of processes, without those that have ended."""
    total = 0
    for process in processes:
        try:
            total += process.memory_info().rss
        except psutil.NoSuchProcess:
            continue
    return total
