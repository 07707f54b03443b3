"""What the portal's processes use: CPU seconds and memory, by group."""

from __future__ import annotations

from dataclasses import dataclass

import psutil


@dataclass(frozen=True)
class Memory:
    """Memory of one process, in bytes: all it maps, and what is its own alone."""

    group: str
    pid: int
    rss: int
    uss: int


class Watch:
    """Reads the CPU time of groups of process trees, named by their first process."""

    def __init__(self, roots: dict[str, int]) -> None:
        self.roots = {name: psutil.Process(pid) for name, pid in roots.items()}
        self._started = self._read()

    def start(self) -> None:
        """Count from now."""
        self._started = self._read()

    def cpu(self) -> dict[str, float]:
        """Return the CPU seconds of each group since the start."""
        now = self._read()
        return {name: now[name] - self._started[name] for name in now}

    def memory(self) -> list[Memory]:
        """Return the memory of every process."""
        found = []
        for group, root in self.roots.items():
            for process in tree(root):
                sizes = process.memory_full_info()
                found.append(Memory(group, process.pid, sizes.rss, sizes.uss))
        return found

    def _read(self) -> dict[str, float]:
        """Time of the living, and of the dead that their parents have buried."""
        return {name: sum(map(spent, tree(root))) for name, root in self.roots.items()}


def tree(root: psutil.Process) -> list[psutil.Process]:
    """Return a process and everything it started."""
    return [root, *root.children(recursive=True)]


def spent(process: psutil.Process) -> float:
    """Return the CPU seconds of a process and of its ended children."""
    try:
        times = process.cpu_times()
    except psutil.NoSuchProcess:
        return 0.0
    return times.user + times.system + times.children_user + times.children_system
