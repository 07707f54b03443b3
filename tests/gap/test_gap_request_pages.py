"""The pages of a person who proves by documents that they represent an enterprise."""

from __future__ import annotations

import pytest
from django.core.files.storage import default_storage
from django.urls import reverse

from enterprises.models import GapRequest
from monespace.documents.sandbox import cleaned
from monespace.documents.sandbox.places import Places
from monespace.outbox.testing import drain
from tests.filling.samples import infected_pdf, pdf
from tests.gap.test_gap_requests import deed
from tests.gap.test_pages import links, said, text
from tests.support.client import force_sign_in
from tests.support.enterprise_factories import EnterpriseFactory, GapRequestFactory
from tests.support.factories import PersonFactory
from tests.support.full_disk import fill_disk

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clamd")]

ASK = "/espaces/mon-entreprise/document/"


@pytest.fixture
def person(client):
    return force_sign_in(client, PersonFactory(first_name="Lucas", last_name="Mathieu"))


def send(client, number, **more):
    typed = {"number": number, "quality": "representative", "remark": "Acte du 3 mars", "documents": [deed()]}
    return client.post(ASK, typed | more)


@pytest.fixture
def disk(settings, tmp_path):
    """The folder of the documents, of this test alone."""
    storage = {"BACKEND": settings.STORAGES["default"]["BACKEND"], "OPTIONS": {"location": tmp_path}}
    settings.STORAGES = {**settings.STORAGES, "default": storage}
    return tmp_path


def files_on(disk):
    return [path for path in disk.rglob("*") if path.is_file()]


def status(client, path):
    answer = client.get(path)
    if answer.streaming:
        assert b"".join(answer.streaming_content)
    return answer.status_code


def test_questions_about_a_missing_enterprise_lead_to_the_form(client, firm, person):
    firm.register.knows(firm.enterprise)
    assert ASK in links(client.get("/espaces/mon-entreprise/"))
    force_sign_in(client, person, level=500, method="eid")
    asked = client.post("/espaces/mon-entreprise/representant/", {"number": firm.enterprise.number})
    assert f"{ASK}?numero={firm.enterprise.number}" in links(client.get(asked["Location"]))
    form = client.get(f"{ASK}?numero={firm.enterprise.number}").content.decode()
    assert f'value="{firm.enterprise.number}"' in form
    assert 'accept=".pdf,.jpg,.png"' in form
    assert " multiple" in form


def test_person_asks_reads_the_receipt_and_takes_the_document_back(client, firm, person):
    firm.register.knows(firm.enterprise)
    sent = send(client, firm.enterprise.number)
    request = GapRequest.objects.get(requested_by=person)
    here = reverse("enterprises:gap_request", args=[request.pk])
    assert sent["Location"] == here
    page = client.get(here)
    assert "Votre demande est reçue" in text(page)
    assert request.reference in text(page)
    document = request.documents.get()
    fetched = client.get(reverse("enterprises:gap_request_document", args=[request.pk, document.pk]))
    assert b"".join(fetched.streaming_content) == pdf()
    assert fetched["Content-Disposition"].startswith("attachment;")
    assert (fetched["X-Content-Type-Options"], fetched["Content-Type"]) == ("nosniff", "application/pdf")
    assert request.reference in text(client.get("/espaces/mes-demandes/"))


def test_second_request_leads_to_the_first(client, firm, person):
    firm.register.knows(firm.enterprise)
    first = send(client, firm.enterprise.number)
    second = send(client, firm.enterprise.number)
    assert second["Location"] == first["Location"]
    assert said(second) == ["Vous avez déjà une demande en cours pour cette entreprise."]


def test_whom_the_source_knows_proves_nothing(client, firm):
    force_sign_in(client, firm.director)
    number = firm.enterprise.number
    assert send(client, number)["Location"] == f"/espaces/mon-entreprise/{number}/designer/"
    assert not GapRequest.objects.exists()


def test_what_is_wrong_is_said_and_what_was_typed_stays(client, firm, person):
    firm.register.knows(firm.enterprise)
    number = firm.enterprise.number
    wrong = client.post(ASK, {"number": number, "remark": "Acte du 3 mars"})
    assert wrong.status_code == 422
    assert "Ajoutez au moins un document." in text(wrong)
    assert "Choisissez en quelle qualité vous agissez." in text(wrong)
    assert "Acte du 3 mars" in text(wrong)
    again = "aucun document n’est gardé. Choisissez-les à nouveau"
    assert again not in text(wrong)
    refused = send(client, number, documents=[deed("virus.pdf", infected_pdf())])
    assert refused.status_code == 422
    assert "contient un virus" in text(refused)
    assert again in text(refused)
    many = send(client, number, documents=[deed(f"{rank}.pdf") for rank in range(6)])
    assert "5.pdf n’est pas ajouté, car 5 fichiers au plus sont permis" in text(many)
    several = [deed("note.docx", b"PK"), deed(), deed("vide.pdf", b"")]
    named = text(send(client, number, documents=several))
    assert "note.docx n’est pas accepté" in named
    assert "vide.pdf est vide" in named
    assert not GapRequest.objects.exists()
    assert send(client, number).status_code == 302


def test_a_document_sent_while_many_are_checked_is_named_and_what_was_typed_stays(
    client, firm, person, monkeypatch
):
    firm.register.knows(firm.enterprise)
    places = Places("busy-gap", count=1, asking=0)
    with monkeypatch.context() as busy:
        busy.setattr(cleaned, "places", lambda: places)
        refused = send(client, firm.enterprise.number, documents=[deed("acte.pdf")])
    assert refused.status_code == 422
    assert "acte.pdf n’est pas ajouté, car beaucoup de fichiers sont vérifiés en ce moment" in text(refused)
    assert "Ajoutez-le à nouveau dans un instant" in text(refused)
    assert "Acte du 3 mars" in text(refused)
    assert f'value="{firm.enterprise.number}"' in refused.content.decode()
    assert not GapRequest.objects.exists()
    assert send(client, firm.enterprise.number).status_code == 302


def test_a_full_disk_keeps_nothing_of_the_request_and_gives_back_what_was_typed(
    client, firm, person, monkeypatch, disk
):
    firm.register.knows(firm.enterprise)
    number = firm.enterprise.number
    with monkeypatch.context() as fault:
        fill_disk(fault, after=1)
        full = send(client, number, documents=[deed("a.pdf"), deed("b.pdf"), deed("c.pdf")])
    assert full.status_code == 422
    for words in ("b.pdf n’a pas pu être gardé", "c.pdf n’a pas pu être gardé", "la place manque"):
        assert words in text(full)
    assert "Votre demande n’est pas encore envoyée et aucun document n’est gardé." in text(full)
    assert "Acte du 3 mars" in text(full)
    assert not GapRequest.objects.exists()
    assert not files_on(disk)
    assert send(client, number).status_code == 302
    assert len(files_on(disk)) == 1


def test_enterprise_nobody_knows_and_a_source_that_is_silent(client, register, person):
    unknown = EnterpriseFactory.build()
    assert "La BCE ne connaît pas ce numéro" in text(send(client, unknown.number))
    register.status = 503
    assert "La BCE ne répond pas" in text(send(client, unknown.number))
    known = EnterpriseFactory()
    assert send(client, known.number).status_code == 302
    assert GapRequest.objects.get().representation.outcome == "unavailable"


def test_withdrawing_says_so_and_deletes_the_documents(client, person):
    request = GapRequestFactory(requested_by=person)
    here = reverse("enterprises:gap_request", args=[request.pk])
    document = request.documents.get()
    there = reverse("enterprises:gap_request_document", args=[request.pk, document.pk])
    assert status(client, there) == 200
    assert client.post(reverse("enterprises:withdraw_gap_request", args=[request.pk]))["Location"] == here
    page = client.get(here)
    assert "Votre demande est retirée" in text(page)
    assert "acte de nomination" not in text(page)
    assert status(client, there) == 404
    drain()
    assert not default_storage.exists(str(document.file))


def test_documents_and_pages_are_for_nobody_else(client, person):
    request = GapRequestFactory(requested_by=person)
    document = request.documents.get()
    addresses = [
        reverse("enterprises:gap_request", args=[request.pk]),
        reverse("enterprises:gap_request_document", args=[request.pk, document.pk]),
    ]
    assert {status(client, address) for address in addresses} == {200}
    force_sign_in(client, PersonFactory())
    assert {status(client, address) for address in addresses} == {404}


def test_pages_stay_within_their_query_budgets(client, person, firm, django_assert_max_num_queries):
    request = GapRequestFactory(requested_by=person)
    GapRequestFactory(requested_by=person)
    for path in (ASK, reverse("enterprises:gap_request", args=[request.pk]), "/espaces/mes-demandes/"):
        with django_assert_max_num_queries(8):
            assert client.get(path).status_code == 200
