"""Documents of an answer are sent when they are chosen, as in a draft: only where something is asked."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from dossiers.complements.services import cancel
from dossiers.models import Attachment
from monespace.outbox.testing import drain
from tests.complements.factories import HAS_INVOICE, PRICE, WHY, asked, examined
from tests.filling.samples import pdf
from tests.handling.factories import make_officer
from tests.support.client import force_sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(client):
    """A dossier that is examined, in the browser of who sent it."""
    made = examined()
    force_sign_in(client, made.dossier.created_by)
    return made


def send(client, request, **body):
    address = (
        f"/espace/citoyen/dossiers/{request.dossier_id}/complements/{request.pk}/etapes/pieces/documents/"
    )
    return client.post(address, {"field": "facture", **body})


def file(name: str) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, pdf(name))


@pytest.mark.usefixtures("clamd")
def test_a_document_is_kept_for_the_request_and_taken_away(client, case):
    request = asked(case, HAS_INVOICE)
    told = send(client, request, file=file("a.pdf")).json()
    [kept] = request.attachments.all()
    assert [one["id"] for one in told["added"]] == [str(kept.pk)]
    assert "a.pdf" in told["added"][0]["row"]
    assert send(client, request, remove=str(kept.pk)).json()["gone"] == [str(kept.pk)]
    drain()
    assert not Attachment.objects.current().filter(complement=request).exists()


@pytest.mark.usefixtures("clamd")
def test_what_is_not_asked_or_no_more_takes_none(client, case):
    request = asked(case, PRICE)
    assert send(client, request, file=file("a.pdf")).status_code == 404
    cancel(actor=make_officer(), dossier_id=case.pk, request_id=request.pk, reason=WHY)
    request = asked(case, HAS_INVOICE)
    assert send(client, request, file=file("b.pdf")).status_code == 200
    cancel(actor=make_officer(), dossier_id=case.pk, request_id=request.pk, reason=WHY)
    late = send(client, request, file=file("c.pdf"))
    assert late.status_code == 409
    assert late.json()["refused"]
    assert [one.original_name for one in request.attachments.all()] == ["b.pdf"]
