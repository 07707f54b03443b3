"""The sealed receipt: made apart from sending, once, whole, in the dossier's language."""

from __future__ import annotations

import hashlib
from io import BytesIO

import pikepdf
import pytest
from django.core.files.storage import default_storage
from django.db import DatabaseError, connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from dossiers.models import Receipt
from dossiers.receipts.content import receipt_data
from dossiers.receipts.services import make_receipt
from dossiers.sealed import services
from enterprises.rights.permissions import Role
from monespace.journal.models import Event
from monespace.outbox.models import Message
from monespace.outbox.testing import drain
from monespace.sealing.models import SealedDocument
from monespace.sealing.pdf_seal import is_sealed
from monespace.sealing.typesetting import TypesettingFailed, typeset
from tests.receipts.many import many_answers, words
from tests.sealing.documents import PICTURE, elements, words_of
from tests.submission.definition import ANSWERS
from tests.submission.factories import AttachmentFactory, DraftFactory, SubmissionFactory, sender
from tests.support.client import force_sign_in
from tests.support.enterprise_factories import MembershipFactory

pytestmark = pytest.mark.django_db
TICKED = {"declaration_exactitude": "on", "action": "submit"}


def url(name, dossier, space="citoyen"):
    return reverse(f"dossiers:{name}", kwargs={"space": space, "dossier_id": dossier.pk})


def content_of(response) -> bytes:
    return b"".join(response.streaming_content)


def status_of_pdf(client, dossier) -> int:
    response = client.get(url("receipt_pdf", dossier))
    if response.streaming:
        content_of(response)
    return response.status_code


@pytest.fixture
def sent(client):
    """A dossier just sent by its owner, who is signed in; nothing of what follows has run."""
    dossier = DraftFactory(answers={"velo": {**ANSWERS["velo"], "facture": "yes"}})
    AttachmentFactory(dossier=dossier)
    force_sign_in(client, dossier.owner_user)
    client.post(url("submit", dossier), TICKED)
    dossier.refresh_from_db()
    return dossier


def test_sending_waits_for_no_pdf_and_the_link_works_as_soon_as_it_is_made(client, sent):
    page = client.get(url("receipt", sent)).content.decode()
    assert "est en préparation" in page
    assert url("receipt_pdf", sent) in page
    early = client.get(url("receipt_pdf", sent))
    assert (early.status_code, early["Retry-After"]) == (202, "2")
    assert url("receipt_pdf", sent) in early.content.decode()
    assert sent.reference in early.content.decode()
    assert "receipt.make" in drain()
    late = client.get(url("receipt_pdf", sent))
    pdf = content_of(late)
    assert (late.status_code, late["Content-Type"]) == (200, "application/pdf")
    assert late["Content-Disposition"] == f'attachment; filename="{sent.reference}.pdf"'
    document = SealedDocument.objects.get()
    assert hashlib.sha256(pdf).hexdigest() == document.sha256
    assert is_sealed(pdf)
    page = client.get(url("receipt", sent)).content.decode()
    assert "est en préparation" not in page
    assert document.code in page
    assert document.sha256 in page


def test_the_pdf_says_everything_that_a_receipt_must(client, sent):
    make_receipt(str(sent.submissions.get().pk))
    shown = words_of(content_of(client.get(url("receipt_pdf", sent))))
    attachment = sent.submissions.get().documents[0]
    for said in (
        sent.reference,
        "(heure de Bruxelles)",
        f"{sent.submitted_at:%Y-%m-%dT%H:%M:%SZ}",
        "Prime d’essai (version 1)",
        sent.owner_user.last_name,
        "identification par itsme",
        "niveau 450",
        "Service des primes",
        "081 00 00 00",
        "primes@exemple.be",
        "Ces réponses sont exactes.",
        "Minerva",
        "45 jours, à partir de la réception d’un dossier complet",
        "Décision au plus tard le",
        attachment["name"],
        "Médiateur",
        "0800 19 199",
        SealedDocument.objects.get().code,
    ):
        assert said in shown.replace("\r\n", " "), said
    together = shown.replace("\u200b", "").replace("\r\n", "").replace("\ufffe", "")
    assert attachment["sha256"] in together
    assert sent.submissions.get().payload_sha256 in together


@pytest.mark.parametrize(
    ("language", "title"),
    [
        ("fr", "Accusé de réception"),
        ("de", "Empfangsbestätigung"),
        ("nl", "Ontvangstbewijs"),
        ("en", "Receipt"),
    ],
)
def test_the_receipt_is_in_the_language_of_the_dossier(language, title):
    submission = SubmissionFactory(dossier__language=language)
    make_receipt(str(submission.pk))
    document = SealedDocument.objects.get()
    with document.file.open("rb") as file:
        pdf = file.read()
    with pikepdf.open(BytesIO(pdf)) as read, read.open_metadata() as metadata:
        assert str(read.Root.Lang) == document.language == language
        assert metadata["dc:title"].startswith(f"{title} {submission.dossier.reference}")
        assert (metadata["pdfuaid:part"], metadata["pdfaid:part"]) == ("1", "2")
    figures = [one["alt"] for one in elements(pdf) if one["kind"] == "/Figure"]
    assert len(figures) == 1
    assert figures[0]


def test_the_receipt_of_an_enterprise_names_it_and_the_role_and_the_mandate(client):
    member = MembershipFactory(role=Role.PROPRIETAIRE)
    dossier = DraftFactory(owner_user=None, owner_enterprise=member.enterprise, created_by=member.user)
    force_sign_in(client, member.user)
    client.post(url("submit", dossier, member.enterprise.number), TICKED)
    dossier.refresh_from_db()
    submission = dossier.submissions.get()
    make_receipt(str(submission.pk))
    shown = words_of(content_of(client.get(url("receipt_pdf", dossier, member.enterprise.number))))
    assert f"{member.enterprise.name} (BCE" in shown
    assert "(Propriétaire), identification par itsme" in shown
    submission.actor["holder"] = {"number": "1999990144", "name": "Fiduciaire"}
    data = receipt_data(submission, words(), None, "fr")
    assert "mandaté par Fiduciaire" in data["parts"][1]["rows"][2][1]


def test_the_receipt_is_made_once_however_often_it_is_asked(sent):
    for _time in range(3):
        make_receipt(str(sent.submissions.get().pk))
    assert Receipt.objects.get().document == SealedDocument.objects.get()
    assert len(default_storage.listdir("sealed")[1]) >= 1
    event = Event.objects.about(sent).get(tag="dossier.receipt_sealed")
    assert event.facts["sha256"] == SealedDocument.objects.get().sha256


def test_of_two_receipts_made_at_once_one_is_kept_and_the_other_leaves_nothing(sent, monkeypatch):
    made, make = [], services.make_document

    def make_slowly(**words):
        document = make(**words)
        made.append(document.file.name)
        if len(made) == 1:
            make_receipt(str(sent.submissions.get().pk))
        return document

    monkeypatch.setattr(services, "make_document", make_slowly)
    make_receipt(str(sent.submissions.get().pk))
    assert len(made) == 2
    assert Receipt.objects.count() == SealedDocument.objects.count() == 1
    assert [default_storage.exists(name) for name in made] == [False, True]


def test_a_receipt_whose_row_is_not_written_leaves_no_file(sent, monkeypatch):
    made, make = [], services.make_document

    def remember(**words):
        document = make(**words)
        made.append(document.file.name)
        return document

    def fail(*_args, **_facts):
        raise DatabaseError

    monkeypatch.setattr(services, "make_document", remember)
    with monkeypatch.context() as patch:
        patch.setattr(services, "record", fail)
        with pytest.raises(DatabaseError):
            make_receipt(str(sent.submissions.get().pk))
    make_receipt(str(sent.submissions.get().pk))
    assert [default_storage.exists(name) for name in made] == [False, True]
    assert Receipt.objects.get().document.file.name == made[1]


def test_a_typst_that_fails_delays_nothing_and_is_tried_again(client, sent, monkeypatch):
    def fail(*_args, **_words):
        raise TypesettingFailed("document", None)

    monkeypatch.setattr("monespace.sealing.services.typeset", fail)
    assert "receipt.make" not in drain()
    message = Message.objects.get(topic="receipt.make")
    assert (message.attempts, message.last_error, message.lane) == (1, "TypesettingFailed", "sealing")
    assert client.get(url("receipt", sent)).status_code == 200
    assert status_of_pdf(client, sent) == 202
    monkeypatch.undo()
    make_receipt(str(sent.submissions.get().pk))
    assert status_of_pdf(client, sent) == 200


def test_the_receipt_of_a_draft_leads_to_the_draft(client):
    dossier = DraftFactory()
    force_sign_in(client, dossier.owner_user)
    assert client.get(url("receipt_pdf", dossier))["Location"] == url("detail", dossier)


def test_the_same_submission_gives_the_same_bytes_before_sealing():
    submission = SubmissionFactory()
    data = receipt_data(submission, words(), None, "fr") | {"verification": many_answers(0)["verification"]}
    first = typeset("document", data, "fr", pictures=PICTURE)
    again = receipt_data(submission, words(), None, "fr") | {"verification": many_answers(0)["verification"]}
    assert typeset("document", again, "fr", pictures=PICTURE) == first


def test_what_the_verification_shows_holds_nothing_of_the_person(client, sent):
    make_receipt(str(sent.submissions.get().pk))
    document = SealedDocument.objects.get()
    person = sent.owner_user
    client.logout()
    pages = [client.get("/verifier/", {"code": document.code}).content.decode(), str(document.about)]
    for page in pages:
        assert "Prime d’essai" in page
        for secret in (person.first_name, person.last_name, sent.reference, str(sent.pk), "Minerva"):
            assert secret not in page


def test_twenty_documents_and_two_hundred_answers_are_all_there():
    data = many_answers(200, documents=20)
    pdf = typeset("document", data, "fr", pictures=PICTURE)
    shown = words_of(pdf)
    assert all(f"Réponse {number}." in shown for number in range(200))
    assert all(f"document {number}.pdf" in shown for number in range(20))
    assert len(pdf) < 1_000_000


def test_endless_answers_show_their_beginning_and_prove_the_rest():
    from dossiers.receipts.abridging import MOST_CHARACTERS, abridged

    short, long = "Oui", "é " * MOST_CHARACTERS
    assert abridged([short, long[: MOST_CHARACTERS - 10]]) == [short, long[: MOST_CHARACTERS - 10]]
    kept, cut = abridged([short, long])
    assert kept == short
    assert cut.startswith("é é ")
    assert hashlib.sha256(long.encode()).hexdigest() in cut
    assert len(cut) < MOST_CHARACTERS
    lines = abridged(["\n" * MOST_CHARACTERS, short])
    assert len(lines[0]) < MOST_CHARACTERS // 5


def test_the_page_and_the_file_keep_within_their_statements(client, sent):
    drain()
    for name, most in (("receipt", 13), ("receipt_pdf", 8)):
        with CaptureQueriesContext(connection) as queries:
            response = client.get(url(name, sent))
        if response.streaming:
            content_of(response)
        assert len(queries) <= most, name


def test_a_reader_of_another_space_has_no_receipt(client, sent):
    make_receipt(str(sent.submissions.get().pk))
    assert status_of_pdf(client, sent) == 200
    force_sign_in(client, MembershipFactory().user)
    assert status_of_pdf(client, sent) == 404


def test_a_submission_kept_before_roles_and_means_were_has_its_receipt():
    submission = SubmissionFactory()
    submission.actor = sender(submission.dossier.created_by, role="", method="", level=0)
    assert receipt_data(submission, words(), None, "fr")["parts"][1]["rows"][2][1].strip()
