"""Lets people send dossiers to a portal whose parts are killed, seed by seed, and judges what is left."""

from __future__ import annotations

import os
import time
from dataclasses import asdict, dataclass
from itertools import accumulate, pairwise
from typing import Any

import psycopg

from benchmarks.chaos.judge import Dossier, Seen, faults
from benchmarks.chaos.plan import Fault, plan
from benchmarks.chaos.striking import Striker
from benchmarks.portal import PENDING, Portal, running
from benchmarks.report import table
from benchmarks.senders.inside import ask
from benchmarks.senders.outside import Outside

SEEDS, DOSSIERS, CLIENTS = 20, 1_000, 8
SETTINGS = "benchmarks.chaos.settings"
DOSSIERS_OF_A_ROUND = 350
BEGUN = 0.7  # of a share is acknowledged before the next fault strikes
PATIENCE = 600.0  # seconds, once nothing breaks any more
TEND_SECONDS = 5.0


@dataclass(frozen=True, kw_only=True)
class Tried:
    """What came of one seed; times in seconds, ``load`` is the machine's over the last minutes."""

    seed: int
    dossiers: int
    faults_struck: int
    wrong: list[str]
    sending: float
    mending: float
    came_again: int
    mailed_again: int
    started_again: int
    met: dict[str, int]
    behaved: dict[str, int]
    load: float


def run(
    seeds: int = SEEDS, dossiers: int = DOSSIERS, clients: int = CLIENTS, seed: int = 1
) -> dict[str, Any]:
    """Try ``seeds`` seeds on one portal, from ``seed`` on; return what came of each."""
    with Outside() as outside, running(settings=SETTINGS, **outside.ask("addresses")) as portal:
        people = ask(portal.environment, "people", clients)
        outside.ask("arrive", site=portal.url, people=people)
        tried = []
        for number in range(seed, seed + seeds):
            drafts = ask(portal.environment, "drafts", dossiers, clients)
            tried.append(asdict(try_seed(portal, outside, number, drafts)))
            show_seed(tried[-1])
    return {"clients": clients, "seeds": tried}


def try_seed(portal: Portal, outside: Outside, seed: int, drafts: list[list[str]]) -> Tried:
    """Have drafts sent while the faults of a seed strike; serve everything again, then judge."""
    sent = {one for ids in drafts for one in ids}
    before, began = outside.ask("known"), time.monotonic()
    planned = plan(seed, rounds=max(1, len(sent) // DOSSIERS_OF_A_ROUND))
    striker = Striker(portal, outside)
    wanted = len(before["acknowledged"])
    for fault, share in zip(planned, shares(planned, drafts), strict=True):
        outside.ask("send", dossiers=share)
        striker.strike(fault)
        last, wanted = wanted, wanted + sum(map(len, share))
        _await_senders(striker, last + BEGUN * (wanted - last))
    _await_senders(striker, wanted)
    sending = time.monotonic() - began
    started_again = _serve_again(portal, striker)
    mending = time.monotonic() - began - sending
    known = outside.ask("known")
    seen = observe(portal, known, sent, people=len(drafts))
    ours = {seen.dossiers[one].reference for one in sent if one in seen.dossiers}
    mails = {mail for one in sent if one in seen.dossiers for mail in seen.dossiers[one].mails}
    return Tried(
        seed=seed,
        dossiers=len(sent),
        faults_struck=len(planned),
        wrong=faults(seen),
        sending=sending,
        mending=mending,
        came_again=sum(one["times"] - 1 for one in known["records"].values() if one["reference"] in ours),
        mailed_again=sum(known["mails"].get(mail, 1) - 1 for mail in mails),
        started_again=started_again,
        met=_since(before, known, "met"),
        behaved=_since(before, known, "behaved"),
        load=os.getloadavg()[1],
    )


def _since(before: dict[str, Any], known: dict[str, Any], what: str) -> dict[str, int]:
    """Return what was counted since, by its name, where it is anything."""
    return {name: n for name, times in known[what].items() if (n := times - before[what].get(name, 0))}


def shares(planned: list[Fault], drafts: list[list[str]]) -> list[list[list[str]]]:
    """Return for each fault the dossiers that each person sends meanwhile: all of them in the end."""
    ends = [0.0, *accumulate(fault.share for fault in planned)]
    ends[-1] = 1.0
    return [
        [ids[round(start * len(ids)) : round(end * len(ids))] for ids in drafts]
        for start, end in pairwise(ends)
    ]


def observe(portal: Portal, known: dict[str, Any], sent: set[str], *, people: int) -> Seen:
    """Return what is known in the end."""
    kept = {one: Dossier(**row) for one, row in ask(portal.environment, "kept", people).items()}
    return Seen(
        sent=sent,
        acknowledged=set(known["acknowledged"]),
        dossiers=kept,
        records={key: record["reference"] for key, record in known["records"].items()},
        mailed=known["mails"],
        changed=known["changed"],
        outbox=ask(portal.environment, "outbox"),
        flaws=ask(portal.environment, "flaws"),
    )


def _await_senders(striker: Striker, wanted: float) -> None:
    """Wait until the portal has acknowledged so many dossiers in all, or it is too late."""
    deadline = time.monotonic() + PATIENCE
    while striker.outside.ask("sent") < wanted and time.monotonic() < deadline:
        striker.pass_time(0.1)


def _serve_again(portal: Portal, striker: Striker) -> int:
    """Let the portal work and a supervisor start again what failed, until nothing waits; return how much."""
    deadline, started_again = time.monotonic() + PATIENCE, 0
    while time.monotonic() < deadline:
        started_again += sum(ask(portal.environment, "tend").values())
        striker.pass_time(TEND_SECONDS)
        with psycopg.connect(portal.dsn, autocommit=True) as connection:
            if connection.execute(PENDING).fetchone() == (0,):
                break
    return started_again


def is_good(measured: dict[str, Any]) -> bool:
    """Whether nothing was wrong after any seed."""
    return not any(one["wrong"] for one in measured["seeds"])


def show_seed(tried: dict[str, Any]) -> None:
    """Print what came of one seed, as soon as it is known."""
    print(
        f"seed {tried['seed']}: {tried['dossiers']} dossiers, {tried['faults_struck']} faults, "
        f"sent in {tried['sending']:.0f} s, served {tried['mending']:.0f} s later, load {tried['load']:.1f}; "
        f"{len(tried['wrong'])} wrong",
        flush=True,
    )
    for what in tried["wrong"][:20]:
        print(f"  {what}", flush=True)


def show(measured: dict[str, Any]) -> None:
    """Print what was wanted and what was reached."""
    seeds = measured["seeds"]

    def total(what: str) -> str:
        return f"{sum(one[what] for one in seeds):,}"

    rows = (
        ("seeds, dossiers", "", f"{len(seeds)}, {total('dossiers')}"),
        ("faults that struck", "", total("faults_struck")),
        ("lost, twice, or altered", "0", f"{sum(len(one['wrong']) for one in seeds)}"),
        ("parcels that came again, kept once", "", total("came_again")),
        ("mails that came again under their name", "", total("mailed_again")),
        ("started again by a supervisor", "", total("started_again")),
        ("seconds until all was served, at most", "", f"{max(one['mending'] for one in seeds):.0f}"),
    )
    table((f"{measured['clients']} people at once", "wanted", "reached"), rows)
