"""The ways in which PostgreSQL goes away, each with how it comes back."""

from __future__ import annotations

import signal
from typing import TYPE_CHECKING

import psutil

from tests.away.passage import State

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.away.conftest import Portal


def stop(portal: Portal) -> None:
    portal.postgres.stop()


def kill(portal: Portal) -> None:
    portal.postgres.process.kill()
    portal.postgres.process.wait()
    portal.postgres.stop()


def start(portal: Portal) -> None:
    portal.postgres.start()


def hang(portal: Portal) -> None:
    """Stop every process of the server where it stands."""
    for process in family(portal):
        process.send_signal(signal.SIGSTOP)


def wake(portal: Portal) -> None:
    for process in family(portal):
        process.send_signal(signal.SIGCONT)


def family(portal: Portal) -> list[psutil.Process]:
    server = psutil.Process(portal.postgres.process.pid)
    return [server, *server.children(recursive=True)]


def network(state: State) -> Callable[[Portal], None]:
    return lambda portal: portal.passage.become(state)


WAYS = {
    "stopped": (stop, start),
    "killed": (kill, start),
    "hanging": (hang, wake),
    "refused": (network(State.REFUSED), network(State.OPEN)),
    "silent": (network(State.SILENT), network(State.OPEN)),
    "dropped": (network(State.DROPPED), network(State.OPEN)),
}
