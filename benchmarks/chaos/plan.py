"""Which fault strikes when: decided by a seed alone, so that what was found is found again."""

from __future__ import annotations

import random
from dataclasses import dataclass
from enum import StrEnum

from benchmarks.senders.backoffice import Behaviour


class Kind(StrEnum):
    """What can go wrong."""

    WEB_KILLED = "web killed"
    RELAY_KILLED = "relay killed"
    WORKER_KILLED = "worker killed"
    BEAT_KILLED = "beat killed"
    REDIS_EMPTIED = "Redis emptied"
    REDIS_STOPPED = "Redis stopped"
    DATABASE_STOPPED = "PostgreSQL stopped"
    DATABASE_KILLED = "PostgreSQL killed"
    REFUSING = "back office refuses"
    FAILING = "back office fails"
    HANGING = "back office hangs"
    ANSWERING_TWICE = "back office answers twice"
    DYING = "back office dies as it answers"


class Struck(StrEnum):
    """Which of a process's own processes are killed."""

    ALL = "all"
    FIRST = "first"
    CHILD = "a child"


BEHAVIOURS = {
    Kind.REFUSING: Behaviour.REFUSE,
    Kind.FAILING: Behaviour.FAIL,
    Kind.HANGING: Behaviour.HANG,
    Kind.ANSWERING_TWICE: Behaviour.ANSWER_TWICE,
    Kind.DYING: Behaviour.DIE,
}
WORKERS = ("worker", "deliveries", "sealing", "webhooks")
LATEST, SHORTEST, LONGEST = 0.4, 0.3, 2.0  # seconds


@dataclass(frozen=True, kw_only=True)
class Fault:
    """One fault: it strikes ``after`` seconds of its share of dossiers, and ``lasts`` some.

    ``share`` is the part of all dossiers that is sent meanwhile.
    """

    kind: Kind
    share: float
    after: float
    lasts: float
    struck: Struck = Struck.ALL
    worker: str = ""


def plan(seed: int, rounds: int = 1) -> list[Fault]:
    """Return the faults of a seed: every kind once in each of ``rounds``, in an order of its own."""
    chance = random.Random(seed)  # noqa: S311 - the same again for the same seed
    kinds = [kind for _ in range(rounds) for kind in chance.sample(list(Kind), len(Kind))]
    weights = [chance.uniform(0.5, 1.5) for _ in kinds]
    return [
        Fault(
            kind=kind,
            share=weight / sum(weights),
            after=chance.uniform(0, LATEST),
            lasts=chance.uniform(SHORTEST, LONGEST),
            struck=chance.choice(list(Struck)),
            worker=chance.choice(WORKERS),
        )
        for kind, weight in zip(kinds, weights, strict=True)
    ]
