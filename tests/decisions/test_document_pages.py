"""People have the document of a decision once it is made, and whoever they show it to verifies it."""

from __future__ import annotations

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from dossiers.decisions.document_services import make_decision_document
from dossiers.models import Dossier
from dossiers.states import DECIDED, State
from monespace.outbox.models import Message
from monespace.outbox.testing import drain
from monespace.sealing.models import SealedDocument
from monespace.sealing.pdf_seal import is_sealed
from monespace.sealing.typesetting import TypesettingFailed
from tests.decisions.documents import content_of, decided, made, url
from tests.submission.factories import SubmissionFactory
from tests.support.client import force_sign_in
from tests.support.enterprise_factories import MembershipFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("outcome", sorted(DECIDED))
def test_deciding_waits_for_no_pdf_and_the_link_works_as_soon_as_it_is_made(client, outcome):
    dossier = decided(State(outcome))
    force_sign_in(client, dossier.owner_user)
    page = reverse("dossiers:detail", kwargs={"space": "citoyen", "dossier_id": dossier.pk})
    before = client.get(page).content.decode()
    assert "est en préparation" in before
    assert url(dossier) in before
    early = client.get(url(dossier))
    assert (early.status_code, early["Retry-After"]) == (202, "2")
    assert url(dossier) in early.content.decode()
    assert dossier.reference in early.content.decode()
    assert "decision.make" in drain()
    late = client.get(url(dossier))
    assert late["Content-Disposition"] == f'attachment; filename="{dossier.reference}-decision.pdf"'
    assert is_sealed(content_of(late))
    after = client.get(page).content.decode()
    assert "est en préparation" not in after
    assert re.findall(r'class="button" href="(/espace/[^"]+)"', after) == [url(dossier)]
    assert url(dossier) in after


@pytest.mark.parametrize("state", [State.SUBMITTED, State.IN_PROGRESS, State.WITHDRAWN])
def test_a_dossier_that_is_not_decided_has_no_document(client, state):
    dossier = SubmissionFactory(dossier__state=state).dossier
    make_decision_document(str(dossier.pk))
    assert not SealedDocument.objects.exists()
    assert_none_is_offered(client, dossier)


def test_the_document_of_an_anonymised_dossier_is_offered_no_more(client):
    dossier, waiting = decided(), decided()
    made(dossier)
    force_sign_in(client, dossier.owner_user)
    assert is_sealed(content_of(client.get(url(dossier))))
    Dossier.objects.filter(pk__in=[dossier.pk, waiting.pk]).update(state=State.ANONYMISED)
    make_decision_document(str(waiting.pk))
    assert SealedDocument.objects.count() == 1
    assert_none_is_offered(client, dossier)


def assert_none_is_offered(client, dossier):
    force_sign_in(client, dossier.owner_user)
    page = reverse("dossiers:detail", kwargs={"space": "citoyen", "dossier_id": dossier.pk})
    assert client.get(url(dossier))["Location"] == page
    assert url(dossier) not in client.get(page).content.decode()


def test_a_typst_that_fails_delays_nothing_and_is_tried_again(client, monkeypatch):
    def fail(*_args, **_words):
        raise TypesettingFailed("document", None)

    dossier = decided()
    force_sign_in(client, dossier.owner_user)
    with monkeypatch.context() as patch:
        patch.setattr("monespace.sealing.services.typeset", fail)
        assert "decision.make" not in drain()
    message = Message.objects.get(topic="decision.make")
    assert (message.attempts, message.last_error, message.lane) == (1, "TypesettingFailed", "sealing")
    assert client.get(url(dossier)).status_code == 202
    make_decision_document(str(dossier.pk))
    assert is_sealed(content_of(client.get(url(dossier))))


def test_verification_names_a_decision_and_nobody_and_shows_a_changed_byte(client):
    dossier = decided()
    pdf = made(dossier)
    document = SealedDocument.objects.get()
    changed = pdf.replace(b"/Producer", b"/Producet", 1) if b"/Producer" in pdf else pdf[:-2] + b"\r\n"
    for content, verdict in ((pdf, "genuine"), (changed, "altered")):
        file = SimpleUploadedFile("decision.pdf", content, content_type="application/pdf")
        page = client.post("/verifier/", {"file": file}).content.decode()
        assert f'data-verdict="{verdict}"' in page
    pages = [client.get("/verifier/", {"code": document.code}).content.decode(), page, str(document.about)]
    for page in pages[:2]:
        assert "Décision" in page
    for shown in pages:
        assert "Prime d’essai" in shown
        person = dossier.owner_user
        for secret in (person.first_name, person.last_name, dossier.reference, str(dossier.pk), "Refusé"):
            assert secret not in shown


def test_only_who_may_read_the_dossier_has_its_document(client):
    dossier = decided()
    made(dossier)
    force_sign_in(client, dossier.owner_user)
    assert is_sealed(content_of(client.get(url(dossier))))
    force_sign_in(client, MembershipFactory().user)
    assert client.get(url(dossier)).status_code == 404


def test_page_and_file_keep_within_their_statements(client):
    dossier = decided()
    made(dossier)
    force_sign_in(client, dossier.owner_user)
    page = reverse("dossiers:detail", kwargs={"space": "citoyen", "dossier_id": dossier.pk})
    for address, most in ((page, 15), (url(dossier), 8)):
        with CaptureQueriesContext(connection) as queries:
            response = client.get(address)
        if response.streaming:
            content_of(response)
        assert len(queries) <= most, address
