"""A copy of the checkout in which mutants are tried, each by the tests that reach its lines."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from contextlib import ExitStack
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from cosmic_ray.mutating import mutate_code
from cosmic_ray.plugins import get_operator

from benchmarks.mutation.reaching import NOTES, TESTS
from monespace.demo.environment import CHECKOUT
from monespace.demo.translations import compile_catalogues

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from cosmic_ray.work_item import MutationSpec

    from benchmarks.mutation.areas import Area

NOTING_SECONDS = 3600  # for all tests of an area, watched
SECONDS = 300  # for the tests of one mutant
PYTEST = (sys.executable, "-m", "pytest", "-n0", "-q", "-p", "benchmarks.mutation.reaching")
LOG = "tests.log"
NONE_FAILED = 0


class Outcome(StrEnum):
    """What became of a mutant."""

    NOTICED = "noticed"
    MISSED = "missed"
    UNREACHED = "unreached"
    """No test comes by."""
    UNDECIDED = "undecided"
    """The time was up before a test failed."""


class NotesMissing(Exception):
    """The tests could not be run without any mutant."""


@dataclass(frozen=True)
class Reach:
    """Which tests reach which lines of which files, the seconds each takes, and those that fail anyway."""

    seconds: dict[str, float]
    reached: dict[str, dict[str, list[str]]]
    failed: list[str] = field(default_factory=list)

    def tests_of(self, mutation: MutationSpec) -> list[str]:
        """Return the tests that reach a mutation, the quickest first; all, of what is done at import."""
        lines = self.reached.get(str(mutation.module_path), {})
        found: set[str] = set()
        for line in range(mutation.start_pos[0], mutation.end_pos[0] + 1):
            found.update(lines.get(str(line), ()))
        if found == {""}:
            found = {test for contexts in lines.values() for test in contexts}
        return sorted(found & self.seconds.keys(), key=lambda test: self.seconds[test])


@dataclass(frozen=True)
class Copy:
    """A copy of what git knows of, with servers of its own, which its tests keep."""

    folder: Path

    @classmethod
    def make(cls, folder: Path) -> Copy:
        """Copy the files as they stand now, to a repository: some tests ask git which files there are."""
        git = shutil.which("git") or "git"
        listed = subprocess.run(
            [git, "ls-files", "-z"], cwd=CHECKOUT, check=True, capture_output=True, text=True
        )
        subprocess.run([git, "init", "--quiet"], cwd=folder, check=True)
        for name in filter(None, listed.stdout.split("\0")):
            if (CHECKOUT / name).is_file():
                (folder / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(CHECKOUT / name, folder / name)
        compile_catalogues()
        for catalogue in CHECKOUT.glob("locale/*/LC_MESSAGES/*.mo"):
            shutil.copy2(catalogue, folder / catalogue.relative_to(CHECKOUT))
        return cls(folder)

    def reach(self, area: Area) -> Reach:
        """Run all tests of an area and return which lines they reach; raise NotesMissing when none runs."""
        notes = self.folder / "notes.json"
        notes.unlink(missing_ok=True)
        chosen = ["-m", "not browser and not processes", *area.tests]
        self._run(chosen, {NOTES: str(notes)}, NOTING_SECONDS)
        reach = Reach(**json.loads(notes.read_text())) if notes.exists() else None
        if reach is None or not reach.seconds:
            raise NotesMissing((self.folder / LOG).read_text()[-2000:])
        return reach

    def outcome(self, mutation: MutationSpec, code: str, reach: Reach) -> Outcome:
        """Try the tests that reach a mutation on ``code``, which holds it."""
        tests = reach.tests_of(mutation)
        if not tests:
            return Outcome.UNREACHED
        chosen = self.folder / "chosen.txt"
        chosen.write_text("\n".join(tests))
        files = {test.partition("::")[0] for test in tests}
        mutated = self.folder / mutation.module_path
        with ExitStack() as ending:
            ending.callback(mutated.write_text, mutated.read_text())
            mutated.write_text(code)
            status = self._run(["-x", *sorted(files)], {TESTS: str(chosen)}, SECONDS)
        if status is None:
            return Outcome.UNDECIDED
        return Outcome.MISSED if status == NONE_FAILED else Outcome.NOTICED

    def code(self, mutation: MutationSpec) -> str | None:
        """Return a file with a mutation, None when it changes nothing."""
        operator = get_operator(mutation.operator_name)(**mutation.operator_args)
        return mutate_code((self.folder / mutation.module_path).read_text(), operator, mutation.occurrence)

    def _run(self, chosen: Sequence[str], wanted: dict[str, str], seconds: float) -> int | None:
        """Run tests and return how pytest ended, None when the time was up: then it is ended with its own."""
        clean = {name: value for name, value in os.environ.items() if name not in {"CI", "VIRTUAL_ENV"}}
        with (self.folder / LOG).open("wb") as log:
            process = subprocess.Popen(
                [*PYTEST, *chosen],
                cwd=self.folder,
                env=clean | wanted,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
            try:
                return process.wait(seconds)
            except subprocess.TimeoutExpired:
                return None
            finally:
                if process.poll() is None:
                    os.killpg(process.pid, signal.SIGKILL)
                    process.wait()
