"""A plugin of pytest: notes which tests reach which lines and what they take, or runs only those asked for.

``MUTATION_NOTES`` names the file of JSON that is written; ``MUTATION_TESTS`` one that lists the ids of tests,
a line each, in their order.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import coverage
import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

NOTES, TESTS = "MUTATION_NOTES", "MUTATION_TESTS"


class Noting:
    """Notes, for each file and line, the tests that come by, and the seconds of each test."""

    def __init__(self, notes: Path) -> None:
        self.notes = notes
        self.seconds: dict[str, float] = {}
        self.failed: set[str] = set()
        self.coverage = coverage.Coverage(data_file=None, include=[f"{Path.cwd()}/*"], omit=["*/tests/*"])
        self.coverage.start()

    @pytest.hookimpl(hookwrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[None]:
        """Count what a test and its fixtures do as the test's."""
        self.coverage.switch_context(item.nodeid)
        yield
        self.coverage.switch_context("")

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Add what a part of a test took; one that fails tells nothing of what will be broken."""
        self.seconds[report.nodeid] = self.seconds.get(report.nodeid, 0) + report.duration
        if report.failed:
            self.failed.add(report.nodeid)

    def pytest_sessionfinish(self) -> None:
        """Write the notes."""
        self.coverage.stop()
        data = self.coverage.get_data()
        reached: dict[str, Any] = {
            str(Path(file).relative_to(Path.cwd())): data.contexts_by_lineno(file)
            for file in data.measured_files()
        }
        sound = {test: took for test, took in self.seconds.items() if test not in self.failed}
        notes = {"seconds": sound, "reached": reached, "failed": sorted(self.failed)}
        self.notes.write_text(json.dumps(notes))


class Choosing:
    """Runs the tests that are asked for, in the order in which they are."""

    def __init__(self, ids: list[str]) -> None:
        self.rank = {one: rank for rank, one in enumerate(ids)}

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Leave out the others."""
        items[:] = sorted(
            (item for item in items if item.nodeid in self.rank), key=lambda item: self.rank[item.nodeid]
        )


NOTING = Noting(Path(os.environ[NOTES])) if NOTES in os.environ else None  # before anything is imported


def pytest_configure(config: pytest.Config) -> None:
    """Do what the environment asks for."""
    if NOTING:
        config.pluginmanager.register(NOTING)
    if tests := os.environ.get(TESTS):
        config.pluginmanager.register(Choosing(Path(tests).read_text().splitlines()))
