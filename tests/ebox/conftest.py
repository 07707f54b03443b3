"""The portal let into the simulated federal e-Box, and decisions that go there."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from dossiers.gateways.ebox import tokens
from tests.ebox.federal import COMPANY, USER, Federal

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def federal(settings, simulators) -> Iterator[Federal]:
    """The federal e-Box, which a citizen and a company use."""
    settings.EBOX_URL = os.environ["EBOX_URL"]
    tokens.forget()
    found = Federal(simulators)
    found.let_use(f"citizen:{USER}", f"enterprise:{COMPANY}")
    yield found
    found.answer("accept")
