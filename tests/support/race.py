"""Runs things at the same moment, each on a database connection of its own."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import TYPE_CHECKING, Any

from django.db import connection

if TYPE_CHECKING:
    from collections.abc import Callable


PATIENCE = 60  # seconds: machines that test many things at once start a thread slowly


def race(*contenders: Callable[[], Any]) -> list[Any]:
    """Start every contender at once and return what each gave, or the exception it raised, in order."""
    start = Barrier(len(contenders), timeout=PATIENCE)

    def run(contender: Callable[[], Any]) -> Any:
        try:
            start.wait()
            return contender()
        except Exception as outcome:  # noqa: BLE001 - the test judges how each contender ended
            return outcome
        finally:
            connection.close()

    with ThreadPoolExecutor(len(contenders)) as pool:
        return list(pool.map(run, contenders))
