"""``manage.py bench [name]``: runs a benchmark, prints its tables and keeps the figures."""

from __future__ import annotations

import argparse

from benchmarks import bce, flow, report

BENCHMARKS = {"flow": (flow.run, report.show), "bce": (bce.run, bce.show)}


def main(arguments: list[str]) -> int:
    """Run the benchmarks named in ``arguments``, all of them by default."""
    parser = argparse.ArgumentParser(prog="manage.py bench", description=__doc__)
    parser.add_argument("name", nargs="?", choices=BENCHMARKS, help="all of them by default")
    parser.add_argument(
        "--enterprises", type=int, default=bce.DEFAULT_SIZE, help="size of the register of bce"
    )
    options = parser.parse_args(arguments)
    for name in [options.name] if options.name else BENCHMARKS:
        run, show = BENCHMARKS[name]
        measured = run(options.enterprises) if name == "bce" else run()
        show(measured)
        print(f"\n{report.keep(name, measured)}")
    return 0
