"""A step that asks a text and documents."""

from __future__ import annotations

import pytest

from tests.filling.definition import question, text
from tests.filling.factories import draft_of, publish

FIELDS = [
    question("mot"),
    question("facture", "file"),
    question("photos", "file", optional=True, max_files=2),
    question("plus", when={"photos": {"answered": True}}),
]


@pytest.fixture
def version(db):
    """Its démarche, published."""
    return publish(steps=[{"key": "pieces", "title": text("Vos documents"), "fields": FIELDS}])


@pytest.fixture
def draft(person, version):
    """A draft of the citizen that asks them."""
    return draft_of(person, version=version)
