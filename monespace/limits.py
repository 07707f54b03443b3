"""How long PostgreSQL works on a statement and waits for a lock (ADR 0066), and how long we wait for it.

A page is read by one process of PostgreSQL: to start others takes it longer than to count what a page counts.

A process says what it is in its environment, before it reads the settings; whoever does not runs a command.
"""

import os
from typing import NamedTuple

PROCESS = "MON_ESPACE_PROCESS"
WEB, WORKER, COMMAND = "web", "worker", "command"

LIMITS = {
    WEB: {
        "statement_timeout": "10s",  # nobody waits longer
        "lock_timeout": "5s",  # nor holds up others
        "max_parallel_workers_per_gather": "0",
    },
    WORKER: {"statement_timeout": "55s", "lock_timeout": "20s"},  # before Celery's own limit, 60 s
    COMMAND: {"statement_timeout": "1h"},  # imports and migrations
}


class Patience(NamedTuple):
    """Seconds for which a server that may be away is waited for (ADR 0097).

    ``connection``: for a new connection, 2 at least (libpq). ``statement``: for an answer, before the server
    is asked whether it is there; ``presence``: for that answer.
    """

    connection: int
    statement: float
    presence: float


OF_PAGES = Patience(connection=2, statement=1.0, presence=1.0)  # a page takes three seconds at most
OF_OTHERS = Patience(connection=10, statement=10.0, presence=5.0)


def connection_options() -> str:
    """Return the options with which this process connects to PostgreSQL."""
    limits = LIMITS[os.environ.get(PROCESS, COMMAND)]
    return " ".join(f"-c {name}={value}" for name, value in limits.items())


def patience() -> Patience:
    """Return how long this process waits for a server that may be away."""
    return OF_PAGES if os.environ.get(PROCESS) == WEB else OF_OTHERS
