"""A system decides with documents of its own: people find them beside the sealed one, until all is erased."""

from __future__ import annotations

from functools import partial

import pytest
from django.core.files.storage import default_storage
from django.db import DatabaseError, transaction
from django.urls import reverse

from dossiers.decisions.attachments.models import DecisionAttachment
from dossiers.decisions.attachments.services import scan_attachment
from dossiers.decisions.ebox.content import parcel_of
from dossiers.gateways.contract import DeliveryFailed
from dossiers.integrity_checks import check_documents
from dossiers.models import Decision, Dossier
from dossiers.states import State
from monespace.outbox.testing import drain
from tests.api.caller import Caller, problem
from tests.api.factories import ClientFactory, token_of
from tests.api.scene import act, events, examined_here, issues
from tests.api.test_message_documents import file, stored
from tests.filling.samples import infected_pdf, pdf, picture
from tests.handling.factories import make_officer
from tests.retention.scene import one_year, past
from tests.support.client import force_sign_in
from tests.support.race import race

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clamd")]


@pytest.fixture
def caller(db):
    return Caller(token_of(ClientFactory()))


def decide(caller, dossier, *documents, outcome="refused", **headers):
    body = {"outcome": outcome, "reasons": "Trop tard.", "documents": list(documents)}
    return act(caller, dossier, "decision", body, **headers)


def page_of(client, dossier):
    force_sign_in(client, dossier.owner_user)
    address = reverse("dossiers:detail", kwargs={"space": "citoyen", "dossier_id": dossier.pk})
    return client.get(address).content.decode()


def address_of(document):
    kwargs = {"space": "citoyen", "dossier_id": document.dossier_id, "document_id": document.pk}
    return reverse("dossiers:decision_attachment", kwargs=kwargs)


def test_the_person_finds_it_beside_the_sealed_document(caller, client):
    dossier = examined_here()
    assert decide(caller, dossier, file("Convention.pdf"), file("Annexe.pdf")).status_code == 201
    document = DecisionAttachment.objects.get(original_name="Convention.pdf")
    shown = page_of(client, dossier)
    assert "Joints à la décision" in shown
    assert address_of(document) in shown
    assert b"".join(client.get(address_of(document)).streaming_content) == pdf()
    [event] = events(dossier, "dossier.refused")
    assert len(event.facts["documents"]) == 2


def test_a_decision_without_documents_speaks_of_none(caller, client):
    dossier = examined_here()
    assert decide(caller, dossier).status_code == 201
    assert "Joints à la décision" not in page_of(client, dossier)
    assert caller.get(f"dossiers/{dossier.pk}/decision").json()["documents"] == []


def test_officers_find_it_too_and_others_do_not(caller, client):
    dossier = examined_here()
    decide(caller, dossier, file())
    document = DecisionAttachment.objects.get()
    officer = make_officer()
    force_sign_in(client, officer.user)
    client.post(reverse("admin:open_case", args=[dossier.pk]), {"reason": "other"})
    address = reverse("admin:case_decision_attachment", args=[dossier.pk, document.pk])
    assert address in client.get(reverse("admin:case", args=[dossier.pk])).content.decode()
    assert b"".join(client.get(address).streaming_content) == pdf()
    other = examined_here()
    decide(caller, other, file())
    force_sign_in(client, other.owner_user)
    assert client.get(address_of(document)).status_code == 404


def test_the_system_reads_what_it_attached(caller):
    dossier = examined_here()
    decide(caller, dossier, file("Convention.pdf"))
    [told] = caller.get(f"dossiers/{dossier.pk}/decision").json()["documents"]
    assert (told["name"], told["mediaType"], told["scan"]) == ("Convention.pdf", "application/pdf", "clean")
    answer = caller.get(told["href"].partition("/api/v1/")[2])
    assert b"".join(answer.streaming_content) == pdf()
    assert answer["ETag"] == f'"{told["sha256"]}"'


@pytest.mark.parametrize(
    "document",
    [file("virus.pdf", infected_pdf()), file("texte.docx"), file("vide.pdf", b"")],
    ids=["virus", "type", "empty"],
)
def test_one_that_is_refused_keeps_the_decision_back(caller, document):
    dossier = examined_here()
    assert issues(decide(caller, dossier, file("bonne.pdf"), document)) == [("body", "documents")]
    assert not Decision.objects.exists()
    assert stored(dossier) == []
    assert decide(caller, dossier, file("bonne.pdf")).status_code == 201


def test_the_same_decision_is_made_once_and_other_documents_are_another_one(caller):
    dossier = examined_here()
    first = decide(caller, dossier, file("a.pdf"), Idempotency_Key='"a"')
    assert decide(caller, dossier, file("a.pdf"), Idempotency_Key='"a"').content == first.content
    assert decide(caller, dossier, file("a.pdf"), Idempotency_Key='"b"').status_code == 201
    picture_too = file("b.jpg", picture())
    assert problem(decide(caller, dossier, file("a.pdf"), picture_too)) == (409, "wrongState")
    assert problem(decide(caller, dossier)) == (409, "wrongState")
    assert len(stored(dossier)) == DecisionAttachment.objects.count() == 1


def test_who_may_not_decide_has_no_file_judged(caller, monkeypatch):
    dossier = examined_here(State.SUBMITTED)
    assert problem(decide(caller, dossier, file())) == (409, "wrongState")
    assert stored(dossier) == []
    monkeypatch.setattr("monespace.documents.intake.inspect", lambda *_: pytest.fail("judged"))
    reader = Caller(token_of(ClientFactory(verbs=["dossiers-read"])))
    assert problem(decide(reader, dossier, file())) == (403, "missingScope")


def test_what_cannot_be_scanned_now_is_scanned_later_and_handed_over_then(caller, client, settings, clamd):
    address = settings.CLAMD_URL
    settings.CLAMD_URL = "tcp://127.0.0.1:1"
    dossier = examined_here()
    assert decide(caller, dossier, file()).status_code == 201
    document = DecisionAttachment.objects.get()
    assert document.scan == "pending"
    assert "en cours d’analyse" in page_of(client, dossier)
    assert client.get(address_of(document)).status_code == 404
    drain()  # the sealed document is there; the scan is tried again later
    with pytest.raises(DeliveryFailed, match="document_pending"):
        parcel_of(Dossier.objects.get(), key=document.pk)
    settings.CLAMD_URL = address
    scan_attachment(document_id=str(document.pk))
    assert b"".join(client.get(address_of(document)).streaming_content) == pdf()


def test_an_e_box_gets_what_it_takes(caller):
    dossier = examined_here()
    decide(caller, dossier, file("Convention.pdf"), file("photo.jpg", picture()))
    drain()
    parcel = parcel_of(Dossier.objects.get(), key=dossier.pk)
    assert [one["name"] for one in parcel.content["documents"]] == [
        f"{dossier.reference}-decision.pdf",
        "Convention.pdf",
    ]
    with parcel.open_document(parcel.content["documents"][1]["id"]) as opened:
        assert opened.read() == pdf()


def test_its_name_and_its_file_go_with_the_dossier(caller):
    dossier = examined_here(dossier__demarche_version=one_year())
    decide(caller, dossier, file("Convention de Jeanne.pdf"))
    drain()
    assert [*check_documents()] == []
    document = DecisionAttachment.objects.get()
    assert default_storage.exists(document.file.name)
    erased = past(Dossier.objects.get())
    assert erased.state == State.ANONYMISED
    document.refresh_from_db()
    assert (document.original_name, document.file.name) == ("", "")
    assert stored(dossier) == []


def test_what_it_is_never_changes(caller):
    dossier = examined_here()
    decide(caller, dossier, file())
    for change in ({"original_name": "autre.pdf"}, {"sha256": "0" * 64}):
        with pytest.raises(DatabaseError), transaction.atomic():
            DecisionAttachment.objects.update(**change)
    with pytest.raises(DatabaseError), transaction.atomic():
        DecisionAttachment.objects.all().delete()


@pytest.mark.django_db(transaction=True)
def test_of_two_decisions_at_once_the_files_of_one_are_kept():
    dossier, token = examined_here(), token_of(ClientFactory())
    answers = race(
        *(
            partial(decide, Caller(token), dossier, file(), outcome=one)
            for one in ("refused", "closed_without_action")
        )
    )
    assert sorted(one.status_code for one in answers) == [201, 409]
    assert len(stored(dossier)) == DecisionAttachment.objects.count() == 1
