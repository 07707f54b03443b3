"""``manage.py bench [name]``: runs a benchmark, prints its tables and keeps the figures."""

from __future__ import annotations

import argparse
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from benchmarks import bce, flow, hostile, report
from benchmarks.mutation import run as mutation
from benchmarks.size import run as region

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True)
class Benchmark:
    """How to measure and to print; ``sizes`` are whole numbers one may choose: their default and meaning.

    What takes hours is measured only when it is named.
    """

    run: Callable[..., dict[str, Any]]
    show: Callable[[dict[str, Any]], None]
    sizes: dict[str, tuple[int, str]] = field(default_factory=dict)
    takes_hours: bool = False


BENCHMARKS = {
    "flow": Benchmark(flow.run, report.show),
    "bce": Benchmark(bce.run, bce.show, {"enterprises": (bce.DEFAULT_SIZE, "size of the register")}),
    "hostile": Benchmark(
        hostile.run, hostile.show, {"files": (hostile.DEFAULT_FILES, "hostile files that are sent")}
    ),
    "size": Benchmark(
        region.run,
        region.show,
        {
            "people": (region.PEOPLE, "people, with a quarter as many dossiers"),
            "few": (region.FEW_PEOPLE, "people to compare with"),
            "seed": (1, "another one makes other people"),
        },
    ),
    "mutation": Benchmark(
        mutation.run,
        mutation.show,
        {"sample": (mutation.DEFAULT_SAMPLE, "mutants tried in each area")},
        takes_hours=True,
    ),
}


def main(arguments: list[str]) -> int:
    """Run the benchmark that is named, else all but those that take hours."""
    parser = argparse.ArgumentParser(prog="manage.py bench", description=__doc__)
    parser.add_argument("name", nargs="?", choices=BENCHMARKS, help="by default all that take minutes")
    for name, benchmark in BENCHMARKS.items():
        for size, (default, meaning) in benchmark.sizes.items():
            parser.add_argument(f"--{size}", type=int, default=default, help=f"of {name}: {meaning}")
    options = parser.parse_args(arguments)
    by_default = [name for name, benchmark in BENCHMARKS.items() if not benchmark.takes_hours]
    for name in [options.name] if options.name else by_default:
        benchmark = BENCHMARKS[name]
        measured = benchmark.run(**{size: getattr(options, size) for size in benchmark.sizes})
        benchmark.show(measured)
        print(f"\n{report.keep(name, measured)}")
    return 0
