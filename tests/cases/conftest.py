"""A case officer at work, and dossiers of his service."""

from __future__ import annotations

import pytest

from dossiers.states import State
from tests.handling.factories import CaseFactory, make_officer
from tests.submission.factories import SubmissionFactory
from tests.support.client import force_sign_in


@pytest.fixture
def officer(db):
    return make_officer()


@pytest.fixture
def at_work(client, officer):
    force_sign_in(client, officer.user)
    return client


@pytest.fixture
def case(db):
    return CaseFactory(dossier=SubmissionFactory(dossier__state=State.RECEIVED).dossier)
