"""Handlers that say when they ran, in files of the folder PROBE_FOLDER."""

import os
import time
from pathlib import Path

from monespace.outbox.routes import handles

FOLDER = Path(os.environ["PROBE_FOLDER"])


@handles("probe.note")
def note(*, name: str) -> None:
    """Add a line to the file ``name``."""
    with (FOLDER / name).open("a") as file:
        file.write("ran\n")


@handles("probe.hang_once")
def hang_once(*, name: str) -> None:
    """Hang the first time, end at once the next."""
    first = not (FOLDER / name).exists()
    note(name=name)
    if first:
        time.sleep(600)


@handles("probe.slow")
def slow(*, name: str) -> None:
    """Take long, as a service that hangs until its time is over, and fail."""
    note(name=name)
    time.sleep(1)
    raise TimeoutError
