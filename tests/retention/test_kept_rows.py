"""Rows that never change are emptied with their dossier, in no other way and at no other time."""

from __future__ import annotations

import json

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import JSONField, Value

from dossiers.models import Decision, Dossier, Hold, Message, Submission
from dossiers.retention.contents import TABLES
from dossiers.retention.hold_services import hold
from dossiers.retention.models import Ground
from dossiers.states import State
from monespace.journal.integrity_checks import check_chains
from tests.messages.factories import MessageDocumentFactory
from tests.retention.scene import past
from tests.submission.factories import SentDossierFactory, SubmissionFactory
from tests.support.factories import AgentFactory

pytestmark = pytest.mark.django_db
EMPTIED = TABLES[Submission].emptied


@pytest.fixture
def submission():
    return SubmissionFactory(dossier__state=State.REFUSED)


def anonymised(dossier):
    Dossier.objects.filter(pk=dossier.pk).update(state=State.ANONYMISED)


def refused(rows, **changes):
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        rows.update(**changes)


def test_a_submission_is_emptied_once_its_dossier_is_anonymised_and_not_before(submission):
    rows = Submission.objects.filter(pk=submission.pk)
    refused(rows, **EMPTIED)
    anonymised(submission.dossier)
    rows.update(**EMPTIED)
    assert rows.get().payload == {}
    assert rows.get().payload_sha256 == submission.payload_sha256


@pytest.mark.parametrize(
    "changes",
    [
        {"payload": {}},
        {**EMPTIED, "payload_sha256": "0" * 64},
        {**EMPTIED, "payload": {"velo": {}}},
        {**EMPTIED, "number": 7},
        {"actor": {"first_name": "Quelqu’un d’autre"}},
    ],
    ids=str,
)
def test_no_other_change_is_made_of_it_even_then(submission, changes):
    anonymised(submission.dossier)
    refused(Submission.objects.filter(pk=submission.pk), **changes)


def as_stored(submission):
    """Return what stands in the column, as JSON."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT payload::text FROM dossiers_submission WHERE id = %s", [submission.pk])
        return json.loads(cursor.fetchone()[0])


def test_its_content_is_sealed_anew_by_who_says_so_and_nothing_else_changes(submission):
    rows = Submission.objects.filter(pk=submission.pk)
    sealed = Value("a seal", JSONField())
    refused(rows, payload=sealed)
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('monespace.sealing_anew', 'on', true)")
    refused(rows, payload=sealed, actor={})
    refused(rows, payload=Value({"velo": {}}, JSONField()))
    refused(rows, payload={})
    rows.update(payload=sealed)
    assert as_stored(submission) == "a seal"
    anonymised(submission.dossier)
    rows.update(**EMPTIED)
    refused(rows, payload=sealed)


def test_nothing_is_deleted_even_then(submission):
    anonymised(submission.dossier)
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        Submission.objects.filter(pk=submission.pk)._raw_delete("default")


def test_one_dossier_opens_no_other(submission):
    anonymised(submission.dossier)
    refused(Submission.objects.filter(pk=SubmissionFactory().pk), **EMPTIED)


def test_a_message_and_its_document_are_emptied_with_their_dossier():
    document = MessageDocumentFactory(message__dossier=SentDossierFactory(state=State.REFUSED))
    rows = type(document).objects.filter(pk=document.pk)
    messages = Message.objects.filter(pk=document.message_id)
    refused(rows, original_name="")
    refused(messages, text="–")
    anonymised(document.message.dossier)
    refused(rows, original_name="autre.pdf")
    refused(messages, text="Autre chose")
    rows.update(original_name="")
    messages.update(text="–")


def test_a_held_dossier_is_anonymised_by_nobody(submission):
    placed = hold(
        actor=AgentFactory(), dossier_id=submission.dossier_id, ground=Ground.APPEAL, reason="Conseil d’État"
    )
    with pytest.raises(IntegrityError, match="is held"), transaction.atomic():
        anonymised(submission.dossier)
    Hold.objects.filter(pk=placed.pk).update(ended_at=placed.placed_at, ended_by=placed.placed_by)
    anonymised(submission.dossier)


def test_the_journal_still_verifies(submission):
    past(submission.dossier)
    assert Dossier.objects.get(pk=submission.dossier_id).state == State.REFUSED  # kept for ten years
    assert list(check_chains()) == []
    assert not Decision.objects.exists()
