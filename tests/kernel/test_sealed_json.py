"""Columns whose JSON is sealed are read as they were written, and nothing is looked for in them."""

from __future__ import annotations

import json
import zlib

import pytest
from django.core.exceptions import FieldError
from django.db.models import JSONField, TextField, Value
from django.db.models.functions import Cast

from dossiers.filling.selectors import get_draft
from dossiers.models import StepAnswers
from enterprises.rights.permissions import Permission
from monespace.common.crypto import encrypt_bytes
from tests.submission.factories import DraftFactory, actor_of

pytestmark = pytest.mark.django_db
VALUES = {"marque": "Gitane « é » \U0001f6b2", "prix": "12", "facture": ["no"], "vide": None}


@pytest.fixture
def row():
    """Return the answers of one step."""
    return DraftFactory(answers={"velo": VALUES}).step_answers.get()


@pytest.fixture
def draft_reads(row):
    """Return what the pages of the draft read."""
    actor = actor_of(row.saved_by)
    return lambda: get_draft(actor, row.dossier_id, Permission.FILL_DOSSIERS).typed["velo"]


def stored_text() -> str:
    return StepAnswers.objects.values_list(Cast("values", TextField()), flat=True).get()


@pytest.mark.parametrize("empty", [{}, []])
def test_what_is_empty_stands_as_it_is(row, empty):
    StepAnswers.objects.update(values=empty)
    assert stored_text() == str(empty)
    assert StepAnswers.objects.get().values == empty


def test_the_same_answers_are_never_sealed_alike(row):
    first = stored_text()
    row.save()
    assert "Gitane" not in first
    assert stored_text() != first
    row.values = {**VALUES, "prix": "13"}
    StepAnswers.objects.bulk_update([row], ["values"])
    assert isinstance(json.loads(stored_text()), str)
    assert StepAnswers.objects.get().values == row.values


def store(row, content):
    """Write into the column as SQL would."""
    StepAnswers.objects.filter(pk=row.pk).update(values=Value(content, JSONField()))
    return StepAnswers.objects.get(pk=row.pk).values


def test_what_is_sealed_and_what_is_not_are_read_alike(row, draft_reads):
    for content in (VALUES, encrypt_bytes(zlib.compress(json.dumps(VALUES).encode()))):
        assert store(row, content) == VALUES
        assert draft_reads() == VALUES


@pytest.mark.parametrize("asked", ["values__has_key", "values__marque", "values__contains", "values"])
def test_sql_looks_for_nothing_in_it(row, asked):
    assert StepAnswers.objects.filter(values__isnull=False).get() == row
    with pytest.raises(FieldError):
        StepAnswers.objects.filter(**{asked: "marque"}).exists()
