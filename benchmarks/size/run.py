"""Loads two sizes, opens every page at both in turns, and compares their statements, plans and times."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, Any

import psycopg
from psycopg.sql import SQL, Identifier

from benchmarks.report import table
from benchmarks.size.load import Size
from benchmarks.size.looks import FEW_QUERIES
from monespace.demo.data import DataFolder, Servers
from monespace.demo.environment import CHECKOUT
from monespace.demo.places import passing_folder
from monespace.demo.servers import Postgres, Redis

if TYPE_CHECKING:
    from collections.abc import Iterator

_Times = tuple[list[float], list[float]]  # seconds, at the smaller and at the larger size
PEOPLE, FEW_PEOPLE = 400_000, 10_000
QUIET = {"LOG_LEVEL": "WARNING"}
TIMES_EACH = 48
TIMES_MORE = 96  # of the pages that came out slower: a burst on the machine passes, what is slow stays
HIGHEST_RATIO = 1.5
WANTED_MS = 60
WHOSE = {
    "manager": "an enterprise’s pages, {enterprise:,} dossiers",
    "agent": "a case officer’s pages, {cases:,} cases",
    "citizen": "a citizen’s pages, {dossiers:,} dossiers of all",
}
LEAST_MS = 5.0  # below this much more, a page is not slower: the machine is less quiet than that


def run(people: int = PEOPLE, few: int = FEW_PEOPLE, seed: int = 1) -> dict[str, Any]:
    """Return for each page its statements, what is wrong with them, and its times at both sizes."""
    sizes = [Size(people=few, seed=seed), Size(people=people, seed=seed)]
    with _readers(sizes) as readers:
        loaded = readers[-1].ask("loaded")
        costs = readers[-1].ask("costs")
        times: list[_Times] = [([], []) for _cost in costs]
        _take(readers, dict(enumerate(times)), TIMES_EACH)
        slower = {page: kept for page, kept in enumerate(times) if ratio(_measured(kept)) > HIGHEST_RATIO}
        _take(readers, slower, TIMES_MORE)
    pages = [cost | _measured(kept) for cost, kept in zip(costs, times, strict=True)]
    return {"people": people, "loaded": loaded, "few_people": few, "pages": pages}


def _take(readers: list[_Reader], pages: dict[int, _Times], rounds: int) -> None:
    """Open these pages at both sizes in turns, so that noise disturbs both, and keep how long each took."""
    for _round in range(rounds if pages else 0):
        for reader in readers:
            reader.ask("begin")
        for page, times in pages.items():
            for reader, kept in zip(readers, times, strict=True):
                kept.append(reader.ask(str(page)))


def _measured(times: _Times) -> dict[str, list[float]]:
    return {"p95": [_p95(kept) for kept in times], "p50": [_p50(kept) for kept in times]}


def show(measured: dict[str, Any]) -> None:
    """Print a line for each page, then all that is wrong."""
    rows = (
        (
            page["name"][:44],
            f"{page['queries']}",
            *(f"{took:.1f}" for took in page["p95"]),
            f"{ratio(page):.2f}",
        )
        for page in measured["pages"]
    )
    head = ("page", "SQL", f"p95 ms at {measured['few_people']:,}", f"at {measured['people']:,}", "ratio")
    print()
    for name, *figures in (head, *rows):
        print(f"  {name:<46}" + "".join(f"{figure:>18}" for figure in figures))
    wrong = [text for page in measured["pages"] for text in page["wrong"]]
    slower = [page for page in measured["pages"] if ratio(page) > HIGHEST_RATIO]
    table(
        ("target", "wanted", "reached"),
        [
            *_statements(measured["pages"]),
            *_slowest(measured),
            ("plans that read too much", "0", f"{len(wrong)}"),
            ("pages slower with size", "0", f"{len(slower)}"),
        ],
    )
    for text in wrong:
        print(f"  {text}")


def _statements(pages: list[dict[str, Any]]) -> Iterator[tuple[str, str, str]]:
    """Yield a line for each number of statements that pages may take."""
    for most in sorted({page["most_queries"] for page in pages}):
        taken = max(page["queries"] for page in pages if page["most_queries"] == most)
        yield f"statements of a page, {most} at most", f"≤ {most}", f"{taken}"


def _slowest(measured: dict[str, Any]) -> Iterator[tuple[str, str, str]]:
    """Yield a line for the slowest of the pages of which few statements are wanted, by who reads them.

    What a page takes is its median: the slowest twentieth, in the lines above, is the machine's too.
    """
    for who, words in WHOSE.items():
        pages = [one for one in measured["pages"] if (one["who"], one["most_queries"]) == (who, FEW_QUERIES)]
        slowest = max(page["p50"][-1] for page in pages)
        yield f"{words.format(**measured['loaded'])}: slowest", f"≤ {WANTED_MS} ms", f"{slowest:.0f} ms"


def ratio(page: dict[str, Any]) -> float:
    """Return how much slower the slowest twentieth is at the larger size."""
    few, many = page["p95"]
    return 1.0 if many - few < LEAST_MS else many / few


class _Reader:
    """A process with Django on the database of one size, which answers questions."""

    def __init__(self, size: Size, environment: dict[str, str]) -> None:
        command = [sys.executable, "-m", "benchmarks.size.answering", str(size.people), str(size.seed)]
        pipe = subprocess.PIPE
        self.process = subprocess.Popen(
            command, cwd=CHECKOUT, env=os.environ | environment | QUIET, stdin=pipe, stdout=pipe, text=True
        )

    def ask(self, question: str) -> Any:
        """Return the answer to one question; raise RuntimeError when it ends instead."""
        stdin, stdout = self.process.stdin, self.process.stdout
        assert stdin is not None and stdout is not None  # noqa: S101, PT018 - they are pipes
        stdin.write(f"{question}\n")
        stdin.flush()
        if not (answer := stdout.readline()):
            raise RuntimeError("a reader ended before it answered; its error stands above")
        return json.loads(answer)

    def end(self) -> None:
        """Let it end."""
        if self.process.stdin is not None:
            self.process.stdin.close()
        self.process.wait()


@contextmanager
def _readers(sizes: list[Size]) -> Iterator[list[_Reader]]:
    """Start a server, and for each size a database and a reader."""
    with ExitStack() as ending:
        folder = DataFolder(ending.enter_context(passing_folder("monespace-bench-")))
        postgres = ending.enter_context(Postgres(folder.path / "postgres", durable=False))
        redis = ending.enter_context(Redis(folder.path / "redis"))
        readers = []
        for size in sizes:
            name = f"size_{size.people}_{size.seed}"
            _make_database(postgres, name)
            url = f"{postgres.url.removesuffix('monespace')}{name}"
            reader = _Reader(size, folder.environment(Servers(url, redis.url)))
            ending.callback(reader.end)
            print(f"{size.people:,} people, {size.dossiers:,} dossiers: loaded in {reader.ask('load'):.0f} s")
            readers.append(reader)
        yield readers


def _make_database(postgres: Postgres, name: str) -> None:
    with psycopg.connect(postgres.dsn, autocommit=True) as connection:
        connection.execute(SQL("CREATE DATABASE {}").format(Identifier(name)))


def _p95(taken: list[float]) -> float:
    return statistics.quantiles(taken, n=20)[-1] * 1000


def _p50(taken: list[float]) -> float:
    return statistics.median(taken) * 1000
