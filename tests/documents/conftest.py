"""Files are scanned in these tests."""

from __future__ import annotations

import pytest


@pytest.fixture(autouse=True)
def scanned(clamd) -> None:
    """Every file is scanned."""
