"""A sealed document, made once for a whole run: setting and sealing take a second."""

from __future__ import annotations

from functools import cache

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from monespace.sealing.models import Kind, SealedDocument
from monespace.sealing.services import make_document
from tests.sealing.documents import ABOUT, data


@cache
def _sealed() -> tuple[dict, bytes]:
    document = make_document(kind=Kind.RECEIPT, language="fr", about=ABOUT, template="document", data=data())
    with document.file.open("rb") as file:
        content = file.read()
    row = {field.attname: getattr(document, field.attname) for field in document._meta.concrete_fields}
    return row | {"file": document.file.name}, content


@pytest.fixture
def document(db):
    """A sealed document, its row and its file kept as the portal keeps them."""
    row, content = _sealed()
    kept = SealedDocument(**row)
    default_storage.delete(kept.file.name)
    default_storage.save(kept.file.name, ContentFile(content))
    kept.save(force_insert=True)
    return kept


@pytest.fixture
def pdf(document) -> bytes:
    """Its bytes."""
    with document.file.open("rb") as file:
        return file.read()
