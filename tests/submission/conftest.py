"""Fixtures for sending: a back office whose answers the test chooses."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.submission.stub_service import StubService

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def service(settings) -> Iterator[StubService]:
    """The competent service, in a thread of the test."""
    stub = StubService()
    settings.BACKOFFICE_URL = stub.url
    yield stub
    stub.stop()
