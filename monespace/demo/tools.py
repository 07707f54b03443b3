"""The commands that need no Django of their own, and the environment of those that do."""

from __future__ import annotations

import importlib
import os
from contextlib import contextmanager
from typing import TYPE_CHECKING

from monespace.demo.data import DataFolder

if TYPE_CHECKING:
    from collections.abc import Iterator

TOOLS = {
    "demo": "monespace.demo.portal",
    "test": "monespace.demo.testing",
    "check_all": "monespace.demo.checking",
    "bench": "benchmarks.run",
    "catalogues": "monespace.demo.catalogues",
}


def run(command: str, arguments: list[str]) -> int:
    """Run one of TOOLS with ``arguments`` and return its exit code."""
    return importlib.import_module(TOOLS[command]).main(arguments)


@contextmanager
def demo_environment() -> Iterator[None]:
    """Give a Django command the demo's data: the running demo's servers, else its own while it runs."""
    folder = DataFolder.default()
    running = folder.running_environment()
    if running is not None:
        os.environ.update(running)
        yield
        return
    with folder.servers() as servers:
        os.environ.update(folder.environment(servers))
        yield
