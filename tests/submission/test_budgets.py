"""What beginning, sending and its receipt may cost: statements, each of them needed."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from dossiers.models import Dossier
from monespace.outbox.testing import drain
from tests.submission.factories import DraftFactory
from tests.support.client import force_sign_in

pytestmark = pytest.mark.django_db(transaction=True)
TICKED = {"declaration_exactitude": "on", "action": "submit"}
NOT_COUNTED = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE")


@pytest.fixture
def draft(client):
    """A complete draft of the person who is signed in."""
    dossier = DraftFactory()
    force_sign_in(client, dossier.owner_user)
    client.get(reverse("dossiers:review", args=["citoyen", dossier.pk]))
    return dossier


def statements(call) -> int:
    """Count what a successful request asks of the database, the transaction's own bounds apart."""
    with CaptureQueriesContext(connection) as captured:
        assert call().status_code < 400
    return sum(not query["sql"].startswith(NOT_COUNTED) for query in captured)


def begin(client, dossier):
    """Begin a request as its page does."""
    address = reverse("dossiers:create", args=["citoyen", dossier.demarche_version.demarche.slug])
    return client.post(address, {"token": uuid4().hex})


def send(client, dossier):
    """Send a draft as its page does."""
    return client.post(reverse("dossiers:submit", args=["citoyen", dossier.pk]), TICKED)


def test_beginning_the_first_request_of_a_demarche(client, draft):
    assert send(client, draft).status_code == 302
    assert statements(lambda: begin(client, draft)) <= 5
    assert Dossier.objects.drafts().filter(owner_user=draft.owner_user).count() == 1


def test_sending_writes_what_must_follow_in_few_statements(client, draft):
    assert statements(lambda: send(client, draft)) <= 13


def test_the_receipt_is_read_with_few_statements_before_it_is_sealed_and_after(client, draft, service):
    send(client, draft)
    address = reverse("dossiers:receipt", args=["citoyen", draft.pk])
    assert statements(lambda: client.get(address)) <= 5
    assert "receipt.make" in drain()
    sealed = client.get(address)
    assert "Empreinte de l’accusé" in sealed.content.decode()
    assert statements(lambda: client.get(address)) <= 5
