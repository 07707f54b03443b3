"""A document in one dossier of a citizen, and another draft that asks for one."""

from __future__ import annotations

import pytest

from dossiers.models import Attachment
from tests.filling.definition import question, text
from tests.filling.factories import draft_of, publish
from tests.filling.uploads.sending import add

FIELDS = [
    question("mot"),
    question("facture", "file", accept=["pdf"], max_mb=1),
    question("photos", "file", optional=True, max_files=2),
]


@pytest.fixture
def version(db):
    """Their démarche, published."""
    return publish(steps=[{"key": "pieces", "title": text("Vos documents"), "fields": FIELDS}])


@pytest.fixture
def draft(person, version):
    """The draft that asks."""
    return draft_of(person, version=version)


@pytest.fixture
def other(person, version):
    """The dossier that has the document."""
    return draft_of(person, version=version)


@pytest.fixture
def document(citizen, other) -> Attachment:
    """The document it has."""
    add(citizen, other, "bail.pdf")
    return Attachment.objects.get()
