"""What services acknowledged before dossiers could be received is received by a migration, and journaled."""

from importlib import import_module

import pytest
from django.db import connection
from django.utils import timezone

from dossiers.models import Dossier
from dossiers.states import State
from monespace.journal.models import Event
from tests.submission.factories import DeliveryFactory, SubmissionFactory

migration = import_module("dossiers.migrations.0010_received_before")


class Editor:
    """What a migration is given to reach the database."""

    connection = connection


@pytest.mark.django_db
def test_what_was_acknowledged_is_received_once_and_nothing_else_is_touched():
    now = timezone.now()
    acknowledged = DeliveryFactory(delivered_at=now)
    DeliveryFactory(submission=acknowledged.submission, gateway="portal", delivered_at=now)
    waiting, decided = DeliveryFactory(), DeliveryFactory(delivered_at=now)
    Dossier.objects.filter(pk=decided.submission.dossier_id).update(state=State.REFUSED)
    without = SubmissionFactory()
    for _twice in range(2):
        migration.receive(None, Editor)
    states = dict(Dossier.objects.values_list("pk", "state"))
    assert states == {
        acknowledged.submission.dossier_id: State.RECEIVED,
        waiting.submission.dossier_id: State.SUBMITTED,
        decided.submission.dossier_id: State.REFUSED,
        without.dossier_id: State.SUBMITTED,
    }
    event = Event.objects.get(tag="dossier.received")
    assert event.subject_id == str(acknowledged.submission.dossier_id)
    assert event.facts == {
        "origin": "submitted",
        "state": "received",
        "party": "system",
        "delivery_id": str(acknowledged.pk),
    }
