"""What the kernel's tests share: a person, and topics of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from monespace.outbox.routes import handlers

if TYPE_CHECKING:
    from collections.abc import Callable

    from accounts.models import User


@pytest.fixture
def person(db) -> User:
    from accounts.models import User

    return User.objects.create(first_name="Marqueur", last_name="Lambert", email="marqueur@example.org")


@pytest.fixture
def handle(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Declare a handler for the time of the test."""
    return lambda topic, function: monkeypatch.setitem(handlers, topic, function)
