"""``manage.py bench [name]``: runs a benchmark, prints its tables and keeps the figures."""

from __future__ import annotations

import argparse
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from benchmarks import backlog, bce, burst, definition, flow, hostile, report
from benchmarks.chaos import run as chaos
from benchmarks.mutation import run as mutation
from benchmarks.size import run as region

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True)
class Benchmark:
    """How to measure and to print; ``sizes`` are whole numbers one may choose: their default and meaning.

    What takes long is measured only when it is named. The command fails when what was measured is not good.
    """

    run: Callable[..., dict[str, Any]]
    show: Callable[[dict[str, Any]], None]
    sizes: dict[str, tuple[int, str]] = field(default_factory=dict)
    takes_long: bool = False
    is_good: Callable[[dict[str, Any]], bool] = lambda _measured: True


BENCHMARKS = {
    "flow": Benchmark(flow.run, report.show),
    "bce": Benchmark(bce.run, bce.show, {"enterprises": (bce.DEFAULT_SIZE, "size of the register")}),
    "definition": Benchmark(
        definition.run, definition.show, {"fields": (definition.DEFAULT_FIELDS, "fields of the definition")}
    ),
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
    "burst": Benchmark(
        burst.run,
        burst.show,
        {
            "dossiers": (burst.DOSSIERS, "dossiers that are sent"),
            "clients": (burst.CLIENTS, "people who send at once"),
        },
        takes_long=True,
    ),
    "backlog": Benchmark(
        backlog.run,
        backlog.show,
        {"rows": (backlog.ROWS, "messages that wait at once")},
        takes_long=True,
    ),
    "chaos": Benchmark(
        chaos.run,
        chaos.show,
        {
            "seeds": (chaos.SEEDS, "seeds, one after the other"),
            "dossiers": (chaos.DOSSIERS, "dossiers of each seed"),
            "clients": (chaos.CLIENTS, "people who send at once"),
            "seed": (1, "the first one: it decides what breaks when"),
        },
        takes_long=True,
        is_good=chaos.is_good,
    ),
    "mutation": Benchmark(
        mutation.run,
        mutation.show,
        {"sample": (mutation.DEFAULT_SAMPLE, "mutants tried in each area")},
        takes_long=True,
    ),
}


def main(arguments: list[str]) -> int:
    """Run the benchmark that is named, else all but those that take long."""
    parser = argparse.ArgumentParser(prog="manage.py bench", description=__doc__)
    parser.add_argument("name", nargs="?", choices=BENCHMARKS, help="by default all that take minutes")
    meanings: dict[str, list[str]] = {}
    for name, benchmark in BENCHMARKS.items():
        for size, (default, meaning) in benchmark.sizes.items():
            meanings.setdefault(size, []).append(f"of {name}: {meaning} ({default})")
    for size, said in meanings.items():
        parser.add_argument(f"--{size}", type=int, help="; ".join(said))
    options = vars(parser.parse_args(arguments))
    by_default = [name for name, benchmark in BENCHMARKS.items() if not benchmark.takes_long]
    is_good = True
    for name in [options["name"]] if options["name"] else by_default:
        benchmark = BENCHMARKS[name]
        sizes = {
            size: default if options[size] is None else options[size]
            for size, (default, _meaning) in benchmark.sizes.items()
        }
        measured = benchmark.run(**sizes)
        benchmark.show(measured)
        print(f"\n{report.keep(name, measured)}")
        is_good = is_good and benchmark.is_good(measured)
    return 0 if is_good else 1
