"""The commands that need no Django of their own, and the environment of those that do."""

from __future__ import annotations

import importlib
import os
import sys
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING

from monespace.demo.data import DataFolder
from monespace.demo.places import StartError

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
    """Run one of TOOLS with ``arguments`` and return its exit code; what could not start is said plainly."""
    with start_said_plainly():
        return importlib.import_module(TOOLS[command]).main(arguments)


@contextmanager
def start_said_plainly() -> Iterator[None]:
    """Stop with the sentence of a StartError."""
    try:
        yield
    except StartError as error:
        sys.exit(f"\n{error}")


@contextmanager
def demo_environment() -> Iterator[None]:
    """Give a Django command the demo's data: the running demo's servers, else its own while it runs."""
    with start_said_plainly(), ExitStack() as ending:
        folder = DataFolder.default()
        running = folder.running_environment()
        if running is None:
            running = folder.environment(ending.enter_context(folder.servers()))
        os.environ.update(running)
        yield
