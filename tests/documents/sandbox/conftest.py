"""Here files are judged as they are in production: in a process of their own."""

from __future__ import annotations

import pytest


@pytest.fixture(autouse=True)
def judged_here() -> None:
    """Leave the process as it is."""
