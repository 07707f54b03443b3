"""A citizen, a draft and a virus scanner for tests of the end of drafts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.filling.factories import draft_of
from tests.support.client import force_sign_in
from tests.support.factories import PersonFactory

if TYPE_CHECKING:
    from accounts.models import User
    from dossiers.models import Dossier


@pytest.fixture
def person(db) -> User:
    """A citizen who reads French."""
    return PersonFactory(language="fr")


@pytest.fixture
def citizen(client, person):
    """The citizen's browser, signed in."""
    force_sign_in(client, person)
    return client


@pytest.fixture
def draft(person) -> Dossier:
    """A draft the citizen has just begun."""
    return draft_of(person)


@pytest.fixture(autouse=True)
def scanned(clamd) -> None:
    """Every file is scanned."""
