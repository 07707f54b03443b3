"""A dossier that a service has received, the person it belongs to, and an officer."""

import pytest

from tests.handling.factories import CaseFactory, make_officer
from tests.support.client import force_sign_in


@pytest.fixture
def case(db):
    return CaseFactory()


@pytest.fixture
def officer(db):
    return make_officer()


@pytest.fixture
def citizen(client, case):
    """The browser of the person whose dossier it is."""
    force_sign_in(client, case.dossier.owner_user)
    return client
