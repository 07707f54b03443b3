"""The competent service that takes JSON, and an object store that it collects from."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from tests.gateways.depot import Depot
from tests.submission.stub_service import service

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["depot", "service"]


@pytest.fixture
def depot(settings, simulators) -> Iterator[Depot]:
    """The simulated object store."""
    settings.DROP_S3_URL = os.environ["DROP_S3_URL"]
    found = Depot(simulators)
    yield found
    found.answer("accept")
