"""Fixtures of the addresses that are told of events."""

from __future__ import annotations

import pytest

from tests.webhooks.factories import EndpointFactory
from tests.webhooks.receiver import Receiver, receiver

__all__ = ["receiver"]


@pytest.fixture
def endpoint(db, receiver: Receiver):
    """An address of a system of the service of the tests, told of everything."""
    return EndpointFactory(url=receiver.url)
