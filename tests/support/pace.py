"""Limits in seconds, as they are on a quiet machine: other work beside the tests makes everything later."""

from __future__ import annotations

import time

WORK = 0.03  # seconds of one processor


def at_pace(seconds: float) -> float:
    """Return how long may take now, in several processes, what takes ``seconds`` on a quiet machine."""
    began, begun_with = time.monotonic(), time.process_time()
    while time.process_time() - begun_with < WORK:
        pass
    slowness = max(1.0, (time.monotonic() - began) / WORK)
    return seconds * slowness**2
