"""The register at the size of the BCE: importing it whole, a day's update, and searching it."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from contextlib import contextmanager
from random import Random
from typing import TYPE_CHECKING, Any

import django
import psutil

from benchmarks.processes import tree
from benchmarks.report import MEGABYTE, table
from monespace.demo.data import DataFolder
from monespace.demo.environment import CHECKOUT
from monespace.demo.places import passing_folder

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from monespace.demo.data import Servers

DEFAULT_SIZE = 100_000  # the BCE has 1 900 000
CHANGES = 1_000
SEED = 1
SEARCHES_EACH = 200
LONGEST_SEARCH_MS = 50
SAMPLE_SECONDS = 0.2
FULL, UPDATE = "KboOpenData_0001_2026_01_Full.zip", "KboOpenData_0002_2026_01_Update.zip"


def run(enterprises: int) -> dict[str, Any]:
    """Generate, import, update and search on a server of its own, and return what it took."""
    with _server() as (folder, servers):
        generated = _command(
            "generate_bce_sample",
            folder.path,
            f"--enterprises={enterprises}",
            f"--changes={min(CHANGES, enterprises // 10)}",
            "--zip",
        )
        imports = {
            "full, into an empty register": _import(folder.path / FULL, servers),
            "the same again": _import(folder.path / FULL, servers),
            "update of a day": _import(folder.path / UPDATE, servers),
        }
        return {
            "enterprises": enterprises,
            "generated_seconds": generated,
            "imports": imports,
            "register": _counts(),
            "searches": _searches(enterprises),
        }


def show(measured: dict[str, Any]) -> None:
    """Print the tables."""
    table(
        ("register", "rows", "MB"),
        (
            (name, f"{rows:,}", f"{size / MEGABYTE:,.0f}")
            for name, (rows, size) in measured["register"].items()
        ),
    )
    for name, result in measured["imports"].items():
        rows = (
            ("seconds", f"{result['seconds']:.1f}", ""),
            ("rows read", f"{result['rows']:,}", f"{result['rows'] / result['seconds']:,.0f}/s"),
            (
                "memory of the import, at half and at most, MB",
                f"{result['rss_half'] / MEGABYTE:.0f}",
                f"{result['rss_peak'] / MEGABYTE:.0f}",
            ),
            ("memory of PostgreSQL at most, MB (USS)", "", f"{result['database_peak'] / MEGABYTE:.0f}"),
        )
        table((f"import: {name}", "", ""), rows)
    table(
        ("search", "p50 ms", "p95 ms"),
        (
            (name, f"{times['p50']:.2f}", f"{times['p95']:.2f}")
            for name, times in measured["searches"].items()
        ),
    )
    slowest = max(times["p95"] for times in measured["searches"].values())
    table(("target", "wanted", "reached"), [("search p95, ms", f"≤ {LONGEST_SEARCH_MS}", f"{slowest:.1f}")])


@contextmanager
def _server() -> Iterator[tuple[DataFolder, Servers]]:
    """Start a database of its own, migrated, with Django set up on it here too."""
    for name in ("DATABASE_URL", "REDIS_URL"):
        os.environ.pop(name, None)
    with passing_folder("monespace-bench-") as path:
        folder = DataFolder(path)
        with folder.servers() as servers:
            os.environ.update(folder.environment(servers))
            os.environ.setdefault("DJANGO_SETTINGS_MODULE", "monespace.settings")
            _command("migrate", "--verbosity=0")
            django.setup()
            yield folder, servers


def _command(*arguments: object) -> float:
    """Run a command of the portal and return its seconds."""
    started = time.perf_counter()
    subprocess.run(
        [sys.executable, CHECKOUT / "manage.py", *map(str, arguments)], check=True, stdout=subprocess.DEVNULL
    )
    return time.perf_counter() - started


def _import(path: Path, servers: Servers) -> dict[str, Any]:
    """Import ``path`` in a process of its own, watching its memory and the database's."""
    database = next(
        server.process.pid
        for server in servers.embedded
        if server.process and "postgres" in str(server.process.args)
    )
    started = time.perf_counter()
    process = subprocess.Popen([sys.executable, CHECKOUT / "manage.py", "import_bce", path])
    sizes: list[int] = []
    database_peak = 0
    watched = psutil.Process(process.pid)
    while process.poll() is None:
        sizes.append(watched.memory_info().rss)
        database_peak = max(database_peak, _private_memory(database))
        time.sleep(SAMPLE_SECONDS)
    if process.returncode:
        raise RuntimeError(f"import_bce {path.name} failed")
    return {
        "seconds": time.perf_counter() - started,
        "rows": _rows_read(),
        "rss_half": sizes[len(sizes) // 2],
        "rss_peak": max(sizes),
        "database_peak": database_peak,
    }


def _private_memory(root: int) -> int:
    """Return the memory of a process tree, shared pages left out."""
    total = 0
    for process in tree(psutil.Process(root)):
        try:
            total += process.memory_full_info().uss
        except psutil.NoSuchProcess:
            continue
    return total


def _rows_read() -> int:
    from enterprises.models import RegisterImport

    last = RegisterImport.objects.latest("started_at")
    return sum(sum(counts.values()) for step, counts in last.done.items() if step.startswith("read "))


def _counts() -> dict[str, tuple[int, int]]:
    """Return how many rows each table of the register has, and its size with its indexes."""
    from django.db import connection

    from enterprises.models import Enterprise, Establishment, RegisterCode, RegisterName

    found = {}
    for model in (Enterprise, Establishment, RegisterName, RegisterCode):
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_total_relation_size(%s)", [model._meta.db_table])
            found[model._meta.db_table] = (model.objects.count(), cursor.fetchone()[0])
    return found


def _searches(size: int) -> dict[str, dict[str, float]]:
    """Return how long searches of each sort take, in milliseconds, on names that the register has."""
    from enterprises.models import Enterprise, Establishment
    from enterprises.register.search import find_enterprises

    dice = Random(SEED)  # noqa: S311 - a sample
    known = list(
        Enterprise.objects.filter(pk__in=dice.sample(range(1, size), min(3 * SEARCHES_EACH, size - 1)))
    )
    places = list(Establishment.objects.all()[:SEARCHES_EACH])
    names = [enterprise.name for enterprise in known]
    sorts = {
        "enterprise number": [enterprise.number for enterprise in known],
        "establishment number": [place.number for place in places],
        "first digits of a number": [enterprise.number[:6] for enterprise in known],
        "whole name": names,
        "first letters of a name": [name[: dice.randint(2, 8)] for name in names],
        "last word of a name": [name.split()[-1] for name in names],
        "words in any order": [" ".join(dice.sample(name.split(), len(name.split()))) for name in names],
        "beginnings of words": [" ".join(word[:3] for word in reversed(name.split())) for name in names],
        "not found": [f"{name} zzyzx" for name in names],
    }
    return {sort: _times(find_enterprises, texts[:SEARCHES_EACH]) for sort, texts in sorts.items()}


def _times(find: Any, texts: list[str]) -> dict[str, float]:
    taken = []
    for text in texts:
        started = time.perf_counter()
        find(text)
        taken.append((time.perf_counter() - started) * 1000)
    return {"p50": statistics.median(taken), "p95": statistics.quantiles(taken, n=20)[-1], "max": max(taken)}
