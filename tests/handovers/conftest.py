"""The people of an enterprise, with a draft, and a virus scanner."""

from __future__ import annotations

import pytest

from tests.handovers.scene import Team


@pytest.fixture
def team(db) -> Team:
    return Team.build()


@pytest.fixture(autouse=True)
def scanned(clamd) -> None:
    """Every file is scanned."""
