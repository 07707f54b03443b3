"""Prints what was measured beside what is wanted, and keeps it as JSON."""

from __future__ import annotations

import json
import platform
from collections import defaultdict
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

RESULTS = Path(__file__).resolve().parent / "results"
MEGABYTE = 1_000_000


def keep(name: str, measured: dict[str, Any]) -> Path:
    """Write ``measured`` with its date and machine, and return where; kept again, it replaces what it was."""
    RESULTS.mkdir(exist_ok=True)
    at = datetime.fromisoformat(measured.setdefault("at", datetime.now(UTC).isoformat()))
    path = RESULTS / f"{name}-{at:%Y%m%d-%H%M%S}.json"
    context = {"python": platform.python_version(), "machine": platform.machine()}
    path.write_text(json.dumps(context | measured, indent=2, ensure_ascii=False))
    return path


def show(measured: dict[str, Any]) -> None:
    """Print the tables."""
    for crowd in measured["crowds"]:
        show_crowd(crowd)
    show_pages(measured["pages"])
    show_statements(measured["statements"])
    show_memory(measured["memory"])
    show_targets(measured)


def show_crowd(crowd: dict[str, Any]) -> None:
    """Print what a number of people at once got."""
    print(
        f"\n{crowd['people']} at once: {crowd['flows']} flows, {crowd['flows_per_second']:.2f} flows/s,",
        end=" ",
    )
    print(f"{crowd['requests_per_flow']:.1f} requests a flow")
    table(
        ("CPU s a flow", "", ""),
        ((name, f"{spent:.4f}", "") for name, spent in crowd["cpu_per_flow"].items()),
    )
    table(
        ("request", "p50 ms", "p95 ms"),
        ((page, f"{t['p50']:.1f}", f"{t['p95']:.1f}") for page, t in sorted(crowd["requests"].items())),
    )


def show_pages(pages: dict[str, dict[str, float]]) -> None:
    """Print what single pages cost."""
    rows = ((page, f"{cost['web']:.2f}", f"{cost['database']:.2f}") for page, cost in pages.items())
    table(("CPU ms a page", "web", "database"), rows)


def show_statements(statements: dict[str, Any]) -> None:
    """Print how many statements a flow takes."""
    rows = (
        (who, f"{count:.1f}", f"{statements['transactions_per_flow'].get(who, 0):.1f}")
        for who, count in statements["per_flow"].items()
    )
    table(("SQL a flow", "statements", "transactions"), rows)


def show_memory(processes: list[dict[str, Any]]) -> None:
    """Print the memory of each group, all its processes together."""
    groups: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for process in processes:
        groups[process["group"]].append(process)
    rows = (
        (
            f"{name} ({len(group)})",
            *(f"{sum(p[size] for p in group) / MEGABYTE:.0f}" for size in ("rss", "uss")),
        )
        for name, group in groups.items()
    )
    table(("memory MB (processes)", "RSS", "USS"), rows)


def show_targets(measured: dict[str, Any]) -> None:
    """Print what was wanted and what was reached."""
    last, pages = measured["crowds"][-1], measured["pages"]
    ratio = pages["step page"]["web"] / pages["empty page"]["web"]
    rows = (
        ("CPU s a flow", "≤ 0.15", f"{last['cpu_total_per_flow']:.3f}"),
        ("PDF made apart, CPU s a receipt", "", f"{last['cpu_per_receipt']:.3f}"),
        ("SQL statements a flow", "≤ 90", f"{measured['statements']['total_per_flow']:.0f}"),
        (f"flows/s, {last['people']} at once", "≥ 8", f"{last['flows_per_second']:.2f}"),
        ("step page ÷ empty page, CPU", "≤ 4", f"{ratio:.2f}"),
    )
    table(("target", "wanted", "reached"), rows)


def table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> None:
    """Print rows of three columns."""
    print()
    for first, second, third in (head, *rows):
        print(f"  {first:<58}{second:>12}{third:>14}")
