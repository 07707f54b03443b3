"""The commands that need no Django of their own, and the environment of those that do."""

from __future__ import annotations

import importlib
import os
import sys
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING

from monespace.demo.data import DataFolder
from monespace.demo.environment import build_environment
from monespace.demo.places import StartError, passing_folder

if TYPE_CHECKING:
    from collections.abc import Iterator

TOOLS = {
    "demo": "monespace.demo.portal",
    "test": "monespace.demo.testing",
    "check_all": "monespace.demo.checking",
    "bench": "benchmarks.run",
    "catalogues": "monespace.demo.catalogues",
}
HELP = {"help", "--help", "-h"}


def asks_for_help(words: list[str]) -> bool:
    """Whether the words after ``manage.py`` only ask what there is: nothing is started for that."""
    return not words or not HELP.isdisjoint(words)


def print_help(words: list[str]) -> bool:
    """Print what our own tools are for: each in a line, or the one asked for. Return whether that is all."""
    subjects = [word for word in words if word not in HELP]
    of_ours = [subject for subject in subjects if subject in TOOLS]
    for name in of_ours or (TOOLS if not subjects else ()):
        told = (importlib.import_module(TOOLS[name]).__doc__ or "").replace("``", "")
        print(told if of_ours else told.partition("\n")[0])
    return bool(of_ours)


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
def environment_without_servers() -> Iterator[None]:
    """Give Django's help what its settings ask for; no address in it answers."""
    with passing_folder("monespace-help-") as folder:
        nowhere = {"database_url": "postgres://nobody@localhost/nothing", "redis_url": "redis://localhost:1"}
        os.environ.update(build_environment(folder, port=1, smtp_port=1, clamd_port=1, **nowhere))
        yield


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
