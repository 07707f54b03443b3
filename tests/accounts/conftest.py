"""Fixtures of the sign-in tests."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.accounts import federation as federation_module
from tests.accounts.federation import Federation

if TYPE_CHECKING:
    from pathlib import Path

    from django.test import Client


@pytest.fixture
def federation(client: Client, settings: pytest.FixtureRequest, tmp_path: Path) -> Federation:
    """Return a federation inside the test, known to the portal by a metadata file."""
    path = tmp_path / "fas-metadata.xml"
    path.write_bytes(federation_module.metadata())
    settings.SAML_IDP_METADATA = str(path)
    return Federation(client)
