"""A thousand dossiers with three files each, eight at once: how soon they are delivered, and all is done."""

from __future__ import annotations

import os
import statistics
import time
from typing import Any

import psycopg

from benchmarks.portal import PENDING, running
from benchmarks.report import table
from benchmarks.senders.inside import ask
from benchmarks.senders.outside import Outside

DOSSIERS, CLIENTS, FILES = 1_000, 8, 3
LONGEST_SENDING, LONGEST_DRAIN = 3_600.0, 900.0  # seconds
LOOK_SECONDS = 0.5
DELIVERED = """
SELECT extract(epoch FROM delivery.delivered_at - submission.submitted_at)::float
  FROM dossiers_delivery AS delivery JOIN dossiers_submission AS submission ON submission.id = submission_id
 WHERE delivery.gateway = 'https' AND submission.submitted_at >= %s AND delivery.delivered_at IS NOT NULL
"""
DONE = """
SELECT topic, count(*),
       percentile_disc(0.95) WITHIN GROUP (ORDER BY extract(epoch FROM done_at - created_at))::float
  FROM outbox_message WHERE created_at >= %s AND done_at IS NOT NULL GROUP BY topic ORDER BY topic
"""


def run(dossiers: int = DOSSIERS, clients: int = CLIENTS) -> dict[str, Any]:
    """Send all of them as fast as the people can, and measure until nothing waits."""
    with Outside() as outside, running(**outside.ask("addresses")) as portal:
        people = ask(portal.environment, "people", clients)
        outside.ask("arrive", site=portal.url, people=people, files=FILES)
        drafts = ask(portal.environment, "drafts", dossiers, clients, 0)
        portal.settle()
        with psycopg.connect(portal.dsn, autocommit=True) as connection:
            [(began_at,)] = connection.execute("SELECT now()").fetchall()
            began = time.monotonic()
            outside.ask("send", dossiers=drafts)
            _wait(lambda: outside.ask("sent") >= dossiers, LONGEST_SENDING)
            sending = time.monotonic() - began
            _wait(lambda: connection.execute(PENDING).fetchone() == (0,), LONGEST_DRAIN)
            drain = time.monotonic() - began - sending
            delivered = [seconds for (seconds,) in connection.execute(DELIVERED, [began_at])]
            topics = connection.execute(DONE, [began_at]).fetchall()
        met = outside.ask("known")["met"]
    return {
        "dossiers": dossiers,
        "clients": clients,
        "sending": sending,
        "drain": drain,
        "delivered": len(delivered),
        "delivered_p50": statistics.median(delivered),
        "delivered_p95": statistics.quantiles(delivered, n=20)[-1],
        "topics": [{"topic": topic, "count": count, "p95": p95} for topic, count, p95 in topics],
        "met": met,
        "load": os.getloadavg()[1],
    }


def _wait(condition: Any, seconds: float) -> None:
    """Wait for ``condition``, no longer than ``seconds``: what was not reached is seen in the figures."""
    deadline = time.monotonic() + seconds
    while not condition() and time.monotonic() < deadline:
        time.sleep(LOOK_SECONDS)


def show(measured: dict[str, Any]) -> None:
    """Print what was wanted and what was reached."""
    table(
        ("outbox", "messages", "p95 s"),
        ((one["topic"], f"{one['count']}", f"{one['p95']:.1f}") for one in measured["topics"]),
    )
    rows = (
        ("dossiers sent", "", f"{measured['dossiers']} in {measured['sending']:.0f} s"),
        ("delivered", f"{measured['dossiers']}", f"{measured['delivered']}"),
        ("backlog empty after the last, s", "≤ 60", f"{measured['drain']:.0f}"),
        ("sent → delivered, p95 s", "≤ 2", f"{measured['delivered_p95']:.2f}"),
        ("load average of the machine", "", f"{measured['load']:.1f}"),
    )
    table((f"{measured['clients']} people at once", "wanted", "reached"), rows)
