"""``manage.py bench [name]``: runs a benchmark, prints its tables and keeps the figures."""

from __future__ import annotations

import argparse

from benchmarks import flow, report

BENCHMARKS = {"flow": flow.run}


def main(arguments: list[str]) -> int:
    """Run the benchmarks named in ``arguments``, all of them by default."""
    parser = argparse.ArgumentParser(prog="manage.py bench", description=__doc__)
    parser.add_argument("name", nargs="?", choices=BENCHMARKS, help="all of them by default")
    chosen = parser.parse_args(arguments).name
    for name in [chosen] if chosen else BENCHMARKS:
        measured = BENCHMARKS[name]()
        report.show(measured)
        print(f"\n{report.keep(name, measured)}")
    return 0
