"""Fifty thousand messages wait: how they drain, in how much memory, and whom a hanging service delays."""

from __future__ import annotations

import os
import statistics
import time
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import psycopg

from benchmarks.portal import PENDING, Portal, running
from benchmarks.processes import Watch
from benchmarks.report import MEGABYTE, table
from benchmarks.senders.inside import ask
from benchmarks.senders.outside import Outside
from benchmarks.senders.waiting import beginning

if TYPE_CHECKING:
    from collections.abc import Sequence

ROWS = 50_000
HANGS = "spw-emploi"
WAITING_FOR_IT = 200
MAILS_MEANWHILE, A_MAIL_EVERY = 240, 0.25  # seconds
LOOK_SECONDS = 1.0
LONGEST = 7_200.0  # seconds
WATCHED = ("relay", "worker", "deliveries")
SENT = """
SELECT extract(epoch FROM done_at - created_at)::float
  FROM outbox_message WHERE id > %s AND topic = 'mail.send'
"""
LAST = "SELECT COALESCE(max(id), 0) FROM outbox_message"
_Look = tuple[float, int, dict[str, int]]  # seconds since the beginning, messages that wait, bytes by process


def run(rows: int = ROWS) -> dict[str, Any]:
    """Have ``rows`` deliveries and mails wait at once, and look every second; then let a service hang."""
    with Outside() as outside, running(**outside.ask("addresses")) as portal:
        portal.settle()
        ask(portal.environment, "backlog", rows // 50, "warm")
        portal.drain()
        watch = Watch({name: portal.processes[name] for name in WATCHED})
        ask(portal.environment, "backlog", rows, "all")
        with psycopg.connect(portal.dsn, autocommit=True) as connection:
            looks = list(_looks(connection, watch))
        mails = _beside_a_hanging_service(portal, outside)
    waiting = [(at, number) for at, number, _memory in looks]
    return {
        "rows": rows,
        "seconds": waiting[-1][0],
        "left": waiting[-1][1],
        "standstill": standstill(waiting),
        "memory": {name: growth([memory[name] for _at, _number, memory in looks]) for name in WATCHED},
        "mails_beside": {
            "p50": statistics.median(mails),
            "p95": statistics.quantiles(mails, n=20)[-1],
            "count": len(mails),
        },
        "load": os.getloadavg()[1],
    }


def _looks(connection: psycopg.Connection, watch: Watch) -> Any:
    """Yield what waits and what memory is used, every second until nothing waits."""
    began = time.monotonic()
    while True:
        (number,) = connection.execute(PENDING).fetchone() or (0,)
        memory: dict[str, int] = dict.fromkeys(WATCHED, 0)
        for process in watch.memory():
            memory[process.group] += process.uss
        at = time.monotonic() - began
        yield at, number, memory
        if not number or at > LONGEST:
            return
        time.sleep(LOOK_SECONDS)


def standstill(waiting: Sequence[tuple[float, int]]) -> float:
    """Return the longest time in seconds in which nothing became less: of looks (seconds, how many wait)."""
    longest, since = 0.0, waiting[0][0]
    for (_before, more), (at, less) in pairwise(waiting):
        longest = max(longest, at - since)
        if less < more:
            since = at
    return longest


def growth(sizes: Sequence[int]) -> dict[str, float]:
    """Return the most memory of the first and of the last quarter, in MB."""
    quarter = max(1, len(sizes) // 4)
    return {"first": max(sizes[:quarter]) / MEGABYTE, "last": max(sizes[-quarter:]) / MEGABYTE}


def _beside_a_hanging_service(portal: Portal, outside: Outside) -> list[float]:
    """Return how long mails take, in seconds, while one service does not answer and much waits for it."""
    outside.ask("behave", how="accept", hangs_for=[beginning(HANGS)])
    ask(portal.environment, "backlog", WAITING_FOR_IT, HANGS)
    with psycopg.connect(portal.dsn, autocommit=True) as connection:
        (last,) = connection.execute(LAST).fetchone() or (0,)
        ask(portal.environment, "mails", MAILS_MEANWHILE, A_MAIL_EVERY)
        deadline = time.monotonic() + LONGEST
        while time.monotonic() < deadline:
            took = [seconds for (seconds,) in connection.execute(SENT, [last])]
            if None not in took:
                return took
            time.sleep(LOOK_SECONDS)
    raise TimeoutError("mails wait for a service that hangs")


def show(measured: dict[str, Any]) -> None:
    """Print what was wanted and what was reached."""
    mails = measured["mails_beside"]
    pace = (measured["rows"] - measured["left"]) / measured["seconds"]
    rows = (
        ("drained", "", f"in {measured['seconds']:.0f} s, {pace:.0f} a second"),
        ("messages left", "0", f"{measured['left']}"),
        ("longest time without progress, s", "< 10", f"{measured['standstill']:.1f}"),
        *(
            (
                f"memory of {name} in the first and last quarter, MB",
                "flat",
                f"{one['first']:.0f}, {one['last']:.0f}",
            )
            for name, one in measured["memory"].items()
        ),
        ("mails beside a service that hangs, p95 s", "≤ 5", f"{mails['p95']:.2f}"),
        ("load average of the machine", "", f"{measured['load']:.1f}"),
    )
    table((f"{measured['rows']:,} messages at once", "wanted", "reached"), rows)
