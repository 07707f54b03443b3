"""Measures what the tests notice: breaks the code in small ways, one at a time, and counts what they miss.

Works on a copy of the checkout, with Cosmic Ray. A mutant costs a run of the area's tests up to the first
that fails, so a sample is drawn; the same seed draws the same one.
"""

from __future__ import annotations

import ast
import json
import os
import random
import re
import shlex
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cosmic_ray.work_db import WorkDB, use_db
from cosmic_ray.work_item import TestOutcome, WorkerOutcome, WorkResult

from monespace.demo.environment import CHECKOUT
from monespace.demo.places import passing_folder

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cosmic_ray.work_item import MutationSpec

DEFAULT_SAMPLE = 40  # mutants of each area
SECONDS = 900  # for the tests of one mutant
SEED = 20260801
TELLING = re.compile(
    r"core/(ReplaceAndWithOr|ReplaceOrWithAnd|AddNot|ReplaceTrueWithFalse|ReplaceFalseWithTrue|NumberReplacer"
    r"|RemoveDecorator|ZeroIterationForLoop|ReplaceBreakWithContinue|ReplaceContinueWithBreak|ExceptionReplacer"
    r"|ReplaceBinaryOperator_(Add_Sub|Sub_Add|BitOr_BitAnd|BitAnd_BitOr)"
    r"|ReplaceComparisonOperator_(Lt_LtE|LtE_Lt|Gt_GtE|GtE_Gt|Eq_NotEq|NotEq_Eq|Is_IsNot|IsNot_Is)"
    r"|ReplaceUnaryOperator_Delete_Not)"
)


@dataclass(frozen=True)
class Area:
    """What is broken, as patterns of paths, and the tests that should notice."""

    code: tuple[str, ...]
    tests: tuple[str, ...]

    def paths(self) -> list[str]:
        """Return the files and folders that are broken, from the checkout on."""
        found = [path for pattern in self.code for path in sorted(CHECKOUT.glob(pattern))]
        return [str(path.relative_to(CHECKOUT)) for path in found]


AREAS = {
    "engine": Area(("dossiers/engine",), ("tests/engine", "tests/filling/rules")),
    "permissions": Area(
        (
            "enterprises/rights/permissions.py",
            "enterprises/rights/checks.py",
            "enterprises/rights/terms.py",
            "dossiers/access.py",
        ),
        ("tests/enterprises", "tests/gap", "tests/following"),
    ),
    "services": Area(
        ("enterprises/*/*services.py",), ("tests/gap", "tests/mandates", "tests/enterprises", "tests/stopped")
    ),
    "submission": Area(("dossiers/submission", "monespace/outbox"), ("tests/submission", "tests/kernel")),
}


def run(sample: int) -> dict[str, Any]:
    """Break ``sample`` places of each area and return what was noticed."""
    measured = {}
    for name, area in AREAS.items():
        with passing_folder("monespace-mutants-") as folder:
            copy_checkout(folder)
            measured[name] = measure(folder, area, sample)
    return {"sample": sample, "areas": measured}


def copy_checkout(folder: Path) -> None:
    """Copy what git knows of, as it stands now."""
    command = [shutil.which("git") or "git", "ls-files", "-z"]
    listed = subprocess.run(command, cwd=CHECKOUT, check=True, capture_output=True, text=True)
    for name in filter(None, listed.stdout.split("\0")):
        if (CHECKOUT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(CHECKOUT / name, folder / name)


def measure(folder: Path, area: Area, sample: int) -> dict[str, Any]:
    """Return how many mutants of ``area`` there are, how many were tried, and those that nothing noticed."""
    session = folder / "mutants.sqlite"
    config = folder / "mutants.toml"
    tests = [sys.executable, "manage.py", "test", "-n0", "-x", "-q", "-m", "not browser and not processes"]
    config.write_text(
        "[cosmic-ray]\n"
        f"module-path = {json.dumps(area.paths())}\n"
        f"timeout = {SECONDS}\n"
        'excluded-modules = ["**/__init__.py"]\n'
        f"test-command = {json.dumps(shlex.join([*tests, *area.tests]))}\n"
        '[cosmic-ray.distributor]\nname = "local"\n'
    )
    _cosmic_ray(folder, "init", config, session)
    with use_db(session, WorkDB.Mode.open) as mutants:
        candidates = draw(mutants, folder, sample)
    _cosmic_ray(folder, "baseline", config)
    _cosmic_ray(folder, "exec", config, session)
    with use_db(session, WorkDB.Mode.open) as mutants:
        results = [one for _job, one in mutants.results if one.worker_outcome == WorkerOutcome.NORMAL]
    missed = [result.diff for result in results if result.test_outcome == TestOutcome.SURVIVED]
    return {"mutants": candidates, "tried": len(results), "missed": missed}


def draw(mutants: WorkDB, folder: Path, sample: int) -> int:
    """Leave ``sample`` mutants to be tried, drawn among those that tell something; return how many do."""
    items = sorted(mutants.work_items, key=lambda item: str(item.mutations[0]))
    paths = {item.mutations[0].module_path for item in items}
    annotations = {path: set(annotated(folder / path)) for path in paths}
    telling = [item.job_id for item in items if tells(item.mutations[0], annotations)]
    chosen = set(random.Random(SEED).sample(telling, min(sample, len(telling))))  # noqa: S311 - draws no secret
    others = [item.job_id for item in items if item.job_id not in chosen]
    mutants.set_multiple_results(others, WorkResult(worker_outcome=WorkerOutcome.SKIPPED))
    return len(telling)


def tells(mutation: MutationSpec, annotations: dict[Path, set[int]]) -> bool:
    """Whether a mutation changes what the code does, in a way people get it wrong."""
    line = mutation.start_pos[0]
    return bool(TELLING.fullmatch(mutation.operator_name)) and line not in annotations[mutation.module_path]


def annotated(path: Path) -> Iterator[int]:
    """Give the lines of a file that hold only types: Python never evaluates them."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.FunctionDef):
            last = node.body[0].lineno - 1
            yield from range(node.lineno, last + 1)
        elif isinstance(node, ast.AnnAssign) and node.value is None:
            yield from range(node.lineno, (node.end_lineno or node.lineno) + 1)


def show(measured: dict[str, Any]) -> None:
    """Print the score of each area, and what was missed."""
    rows = [
        (name, str(found["mutants"]), str(found["tried"]), f"{score(found):.0%}")
        for name, found in measured["areas"].items()
    ]
    for name, mutants, tried, noticed in [("area", "mutants", "tried", "noticed"), *rows]:
        print(f"{name:<12} {mutants:>8} {tried:>8} {noticed:>8}")
    for found in measured["areas"].values():
        for diff in found["missed"]:
            print(f"\n{diff}")


def score(found: dict[str, Any]) -> float:
    """Return the share of the tried mutants that the tests noticed."""
    return 1 - len(found["missed"]) / max(found["tried"], 1)


def _cosmic_ray(folder: Path, *words: object) -> None:
    command = [str(Path(sys.executable).parent / "cosmic-ray"), *map(str, words)]
    clean = {name: value for name, value in os.environ.items() if name not in {"CI", "VIRTUAL_ENV"}}
    subprocess.run(command, cwd=folder, env=clean, check=True)
