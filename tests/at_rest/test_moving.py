"""Answers of before are read as they are, and sealed in batches; a change of keys reaches them all."""

from __future__ import annotations

import base64
import json
import secrets

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.models import JSONField, TextField, Value
from django.db.models.functions import Cast

from dossiers.complements.answering import save_answers
from dossiers.filling.saves import Save
from dossiers.integrity_checks import check_submissions
from dossiers.models import ComplementAnswers, SignatureRequest, StepAnswers, Submission
from monespace.common import rotation
from monespace.common.crypto import key_name_of
from monespace.common.fields import SealedJSONField, sealed_columns
from tests.complements.factories import asked, examined
from tests.cosigning.factories import SignatureRequestFactory
from tests.submission.definition import ANSWERS
from tests.submission.factories import DraftFactory, actor_of

pytestmark = pytest.mark.django_db


def key():
    return base64.urlsafe_b64encode(secrets.token_bytes(32)).decode()


INDEX, OLD, NEW = key(), key(), key()
BEFORE, DURING, AFTER = (
    f"index:{INDEX},{ring}" for ring in (f"old:{OLD}", f"new:{NEW},old:{OLD}", f"new:{NEW}")
)
COLUMNS = {str(one): one for one in sealed_columns() if isinstance(one.column, SealedJSONField)}
DRAFTS = COLUMNS["dossiers.StepAnswers.values"]


def contents():
    """Return what the portal reads in each column."""
    return {
        name: list(one.model._base_manager.order_by("pk").values_list(one.column.name, flat=True))
        for name, one in COLUMNS.items()
    }


def keys_of(sealed):
    """Return under which key each row of a column is, None for one in clear."""
    rows = sealed.model._base_manager.annotate(stored=Cast(sealed.column.name, TextField()))
    held = [json.loads(row) for row in rows.order_by("pk").values_list("stored", flat=True)]
    return [key_name_of(one) if isinstance(one, str) else None for one in held if one]


def keys_in_use():
    return {key for one in COLUMNS.values() for key in keys_of(one)}


@pytest.fixture
def read(settings):
    """Return what the portal reads of answers of every kind, sealed under the old key."""
    settings.FIELD_KEYS = BEFORE
    for rank in range(4):
        DraftFactory(answers={"velo": {**ANSWERS["velo"], "marque": f"Vélo {rank}"}})
    SignatureRequestFactory()
    SignatureRequestFactory(content={})  # one that ended
    case = examined()
    actor, request = actor_of(case.dossier.created_by), asked(case)
    save_answers(actor=actor, request=request, step="velo", values={"prix": "9"}, save=Save.of_nothing())
    tables = {StepAnswers, ComplementAnswers, SignatureRequest, Submission}
    assert {one.model for one in COLUMNS.values()} == tables
    found = contents()
    assert all(any(rows) for rows in found.values())
    assert keys_in_use() == {"old"}
    return found


@pytest.fixture
def of_before(read):
    """Put all of it in clear, as it was before answers were sealed; return what was read."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        for one in COLUMNS.values():
            for pk, content in one.model._base_manager.values_list("pk", one.column.name):
                rows = one.model._base_manager.filter(pk=pk)
                rows.update(**{one.column.name: Value(content, JSONField())})
        cursor.execute("SET LOCAL session_replication_role = origin")
    assert keys_in_use() == {None}
    return read


def test_answers_of_before_are_read_and_sealed_in_batches_that_may_be_interrupted(of_before, capsys):
    assert contents() == of_before
    first = next(iter(rotation.renew(DRAFTS, batch=2)))
    assert (first.rows, first.renewed) == (2, 2)
    assert keys_of(DRAFTS)[:3] == ["old", "old", None]
    assert contents() == of_before
    call_command("rotate_field_keys", "--check")
    said = capsys.readouterr().out
    rows = len(of_before[str(DRAFTS)])
    assert f"{DRAFTS}: {rows} rows: 2 under `old`, {rows - 2} in clear" in said
    assert "Everything is" not in said
    call_command("rotate_field_keys", "--batch", "2")
    said = capsys.readouterr().out
    assert f"{DRAFTS}: {rows - 2} of {rows} rows renewed" in said
    assert "Everything is under the current keys" in said
    assert keys_in_use() == {"old"}
    assert contents() == of_before
    assert list(check_submissions()) == []


def test_a_change_of_keys_reaches_them(read, settings, capsys):
    settings.FIELD_KEYS = DURING
    call_command("rotate_field_keys", "--batch", "2")
    assert "may be taken out: old." in capsys.readouterr().out
    assert keys_in_use() == {"new"}
    settings.FIELD_KEYS = AFTER
    assert contents() == read
    assert list(check_submissions()) == []


def test_a_row_that_no_key_opens_stops_nothing_and_keeps_its_key_needed(read, settings):
    settings.FIELD_KEYS = AFTER
    *_, progress = rotation.renew(DRAFTS)
    assert progress.unreadable == progress.rows == len(read[str(DRAFTS)])


def test_what_somebody_saves_meanwhile_stays(read, settings, monkeypatch):
    settings.FIELD_KEYS = DURING
    somebody, changed = StepAnswers.objects.order_by("pk").first(), {"marque": "Autre"}

    def found_after_somebody_saved(token):
        StepAnswers.objects.filter(pk=somebody.pk).update(values=changed)
        return key_name_of(token)

    monkeypatch.setattr(rotation, "key_name_of", found_after_somebody_saved)
    *_, progress = rotation.renew(DRAFTS)
    assert progress.changed_meanwhile == 1
    assert contents()[str(DRAFTS)] == [changed, *read[str(DRAFTS)][1:]]
    assert set(keys_of(DRAFTS)) == {"new"}
