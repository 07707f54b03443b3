"""How long PostgreSQL works on one statement, and waits for a lock, before it gives up (ADR 0066).

A page is read by one process of PostgreSQL: to start others takes it longer than to count what a page counts.

A process says what it is in its environment, before it reads the settings; whoever does not runs a command.
"""

import os

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


def connection_options() -> str:
    """Return the options with which this process connects to PostgreSQL."""
    limits = LIMITS[os.environ.get(PROCESS, COMMAND)]
    return " ".join(f"-c {name}={value}" for name, value in limits.items())
