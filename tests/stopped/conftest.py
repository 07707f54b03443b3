"""Who is signed in with the card, just now."""

from __future__ import annotations

import pytest

from tests.support.client import force_sign_in


@pytest.fixture
def force_sign_in_fresh():
    """Sign a person in with the eID: what managing accesses asks for."""
    return lambda client, person: force_sign_in(client, person, level=500, method="eid")
