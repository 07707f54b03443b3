"""An environment as strict as production's, whose key is drawn once for all."""

from __future__ import annotations

import pytest

from monespace.demo.checking import production_like


@pytest.fixture(scope="session")
def _production(tmp_path_factory):
    folder = tmp_path_factory.mktemp("production")
    return production_like(folder, "postgres://portal:hunter2@db:5432/monespace")


@pytest.fixture
def production(_production):
    """Settings that are complete and right, for a test to spoil."""
    return dict(_production)
