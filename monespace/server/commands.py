"""The command lines that serve the portal and its simulated outside world, in the demo and in tests alike."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Final

CONFIGURATION: Final = Path(__file__).resolve().parent.parent / "gunicorn.py"
WORKER: Final = "monespace.server.worker.BufferingWorker"
THREADS_OF_SIMULATORS: Final = 16


def serve_portal(bind: str, *options: str) -> list[str]:
    """Return the command that serves the portal on ``bind`` as in production, but for ``options``."""
    return [*_gunicorn("--config", str(CONFIGURATION), *options), "--bind", bind, "monespace.wsgi"]


def serve_simulators(bind: str) -> list[str]:
    """Return the command of the simulators: one process, never renewed: their state is in memory."""
    alone = ("--workers", "1", "--threads", str(THREADS_OF_SIMULATORS), "--no-control-socket")
    return [*_gunicorn("--worker-class", WORKER, *alone), "--bind", bind, "monespace.simulators.wsgi"]


def _gunicorn(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "gunicorn", *arguments]
