"""The answer: only what is asked opens, saved as typed, sent once as a submission of its own."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from dossiers.catalogue.published import published_definition
from dossiers.complements.answering import answer, save_answers
from dossiers.complements.difference import difference, version_of
from dossiers.complements.errors import RequestOver
from dossiers.complements.services import cancel
from dossiers.decisions.services import decide
from dossiers.filling.errors import StaleAnswers
from dossiers.filling.saves import Save
from dossiers.models import Attachment, Delivery, Dossier, Submission
from dossiers.receipts.selectors import submissions_of
from dossiers.states import State
from dossiers.submission.errors import DeclarationsMissing
from dossiers.submission.services import documents_manifest
from helpdesk.dossiers.content import read_content
from monespace.common.canonical import sha256
from monespace.common.errors import NotVisible
from monespace.outbox.testing import drain
from tests.complements.factories import BRAND, INVOICE, PRICE, WHY, asked, examined
from tests.filling.samples import pdf
from tests.handling.factories import CaseFactory, make_officer
from tests.submission.definition import ANSWERS
from tests.submission.factories import ACCEPTED, AttachmentFactory, SubmissionFactory, actor_of
from tests.support.client import force_sign_in
from tests.support.factories import PersonFactory
from tests.support.race import race

pytestmark = pytest.mark.django_db
TYPED = {"marque": "Gitane", "prix": "999", "facture": "yes"}


@pytest.fixture
def case():
    return examined()


@pytest.fixture
def actor(case):
    return actor_of(case.dossier.created_by)


def save(actor, request, values=TYPED, base="", revision="a" * 32):
    return save_answers(
        actor=actor, request=request, step="velo", values=values, save=Save.of(base=base, page=revision)
    )


def send(actor, request, declarations=ACCEPTED):
    return answer(
        actor=actor, dossier_id=request.dossier_id, request_id=request.pk, declarations=declarations
    )


def state_of(case):
    return Dossier.objects.get(pk=case.pk).state


def rows():
    return list(Submission.objects.order_by("dossier", "number").values())


def test_answer_is_a_whole_submission_and_what_was_sent_before_stays(case, actor):
    before = rows()
    request = asked(case, PRICE)
    save(actor, request)
    sent = send(actor, request)
    assert rows()[:1] == before
    assert (sent.number, sent.payload["velo"]["prix"]["amount"]) == (2, "999.00")
    assert sent.payload["velo"]["marque"] == "Minerva"
    assert sent.payload["velo"]["facture"] is False
    assert sent.payload_sha256 == sha256(sent.payload)
    assert state_of(case) == State.IN_PROGRESS
    assert Delivery.objects.filter(submission=sent).exists()
    assert send(actor, request) is None
    assert Submission.objects.count() == 2


def test_difference_says_what_changes(case, actor):
    request = asked(case, PRICE)
    save(actor, request)
    send(actor, request)
    definition = published_definition(case.dossier.demarche_version)
    earlier, later = (version_of(one, definition) for one in submissions_of(case.dossier))
    [change] = difference(earlier, later, "fr")
    assert "prix" in change.label
    assert ("250" in change.before, "999" in change.after) == (True, True)


def test_two_pages_that_save_at_once_are_compared(case, actor):
    request = asked(case, PRICE)
    assert save(actor, request) == "a" * 32
    with pytest.raises(StaleAnswers):
        save(actor, request, {"prix": "1"}, revision="b" * 32)
    assert save(actor, request, {"prix": "1"}, base="a" * 32, revision="b" * 32) == "b" * 32


def test_what_ended_takes_nothing_more(case, actor):
    request = asked(case, PRICE)
    save(actor, request)
    cancel(actor=make_officer(), dossier_id=case.pk, request_id=request.pk, reason=WHY)
    for act in (save, send):
        with pytest.raises(RequestOver):
            act(actor, request)
    assert Submission.objects.count() == 1


def test_declarations_are_accepted_again(case, actor):
    request = asked(case, PRICE)
    with pytest.raises(DeclarationsMissing):
        send(actor, request, declarations=[])
    assert send(actor, request)


def test_somebody_else_neither_saves_nor_sends(case, actor):
    request, stranger = asked(case, PRICE), actor_of(PersonFactory())
    for act in (save, send):
        with pytest.raises(NotVisible):
            act(stranger, request)
    assert send(actor, request)


@pytest.mark.django_db(transaction=True)
def test_of_an_answer_and_a_decision_at_once_one_outcome_is_left():
    case = examined()
    actor, request, officer = actor_of(case.dossier.created_by), asked(case, PRICE), make_officer()
    race(
        lambda: send(actor, request),
        lambda: decide(actor=officer, dossier_id=case.pk, outcome=State.ACCEPTED, reasons=""),
    )
    assert state_of(case) == State.ACCEPTED
    request.refresh_from_db()
    assert (request.answered_at is not None) == (Submission.objects.count() == 2)


@pytest.mark.django_db(transaction=True)
def test_of_two_tabs_that_send_at_once_one_sends():
    case = examined()
    actor, request = actor_of(case.dossier.created_by), asked(case, PRICE)
    outcomes = race(*[lambda: send(actor, request)] * 2)
    assert sorted(type(one).__name__ for one in outcomes) == ["NoneType", "Submission"]


def test_pages_open_only_what_is_asked_whatever_is_posted(client, case):
    request = asked(case, PRICE)
    force_sign_in(client, case.dossier.created_by)
    address = f"/espace/citoyen/dossiers/{case.pk}/complements/{request.pk}/"
    assert "Compléter mon dossier" in client.get(address).content.decode()
    page = client.get(f"{address}etapes/velo/").content.decode()
    assert 'name="prix"' in page
    assert 'name="marque"' not in page
    posted = {**TYPED, "revision": "", "next_revision": "c" * 32, "action": "continue"}
    answered = client.post(f"{address}etapes/velo/", posted)
    assert answered.headers["Location"] == f"{address}recapitulatif/"
    assert client.get(f"{address}etapes/pieces/").status_code == 404
    review = client.get(answered.headers["Location"]).content.decode()
    assert "999" in review
    assert "Gitane" not in review
    client.post(f"{address}envoyer/", {"declaration_exactitude": "on"})
    assert Submission.objects.get(number=2).payload["velo"]["marque"] == "Minerva"
    assert "La réponse a été envoyée" in client.get(address).content.decode()


def test_second_request_begins_with_what_was_sent_not_with_what_was_typed_for_the_first(case, actor):
    first = asked(case, PRICE)
    save(actor, first)
    cancel(actor=make_officer(), dossier_id=case.pk, request_id=first.pk, reason=WHY)
    second = asked(case, BRAND)
    save(actor, second)
    sent = send(actor, second)
    assert (sent.payload["velo"]["marque"], sent.payload["velo"]["prix"]["amount"]) == ("Gitane", "1250.50")


def test_documents_sent_before_stay_whatever_becomes_of_those_of_the_answer(client):
    case = CaseFactory(dossier__state=State.IN_PROGRESS)
    sent = AttachmentFactory(dossier=case.dossier)
    SubmissionFactory(
        dossier=case.dossier,
        answers={"velo": {**ANSWERS["velo"], "facture": "yes"}, "pieces": {"facture": [str(sent.pk)]}},
        documents=documents_manifest(attachments=[sent]),
    )
    request = asked(case, INVOICE)
    [brought] = request.attachments.all()
    assert (brought.file.name, brought.sha256) == (sent.file.name, sent.sha256)
    force_sign_in(client, case.dossier.created_by)
    address = f"/espace/citoyen/dossiers/{case.pk}/complements/{request.pk}/"
    new = SimpleUploadedFile("nouvelle.pdf", pdf())
    client.post(f"{address}etapes/pieces/", {"facture": [new], "action": "continue"})
    drain()
    [kept] = request.attachments.filter(removed_at=None)
    assert kept.original_name == "nouvelle.pdf"
    sent.refresh_from_db()
    with sent.file.open() as file:
        assert file.read() == b"%PDF-1.7"
    Attachment.objects.filter(pk=kept.pk).update(scan=Attachment.Scan.CLEAN)
    client.post(f"{address}envoyer/", {"declaration_exactitude": "on"})
    first, second = Submission.objects.order_by("number")
    assert [one["id"] for one in first.documents] == [str(sent.pk)]
    assert [one["id"] for one in second.documents] == [str(kept.pk)]


@pytest.mark.parametrize("name", [None, "facture vélo.pdf", "nouvelle.pdf"])
def test_agent_reads_each_document_once_whether_it_was_brought_over_or_added(name):
    case = CaseFactory(dossier__state=State.IN_PROGRESS)
    sent = AttachmentFactory(dossier=case.dossier)
    SubmissionFactory(
        dossier=case.dossier,
        answers={"velo": {**ANSWERS["velo"], "facture": "yes"}, "pieces": {"facture": [str(sent.pk)]}},
        documents=documents_manifest(attachments=[sent]),
    )
    for _times in range(2):
        request = asked(case, INVOICE)
        if name:
            request.attachments.update(removed_at=timezone.now())
            AttachmentFactory(dossier=case.dossier, complement=request, original_name=name)
        assert send(actor_of(case.dossier.created_by), request)
    assert Attachment.objects.filter(dossier=case.dossier).count() == (5 if name else 3)
    documents = read_content(case.dossier).documents
    added = [name] * 2 if name else []
    assert sorted(one.original_name for one in documents) == sorted([sent.original_name, *added])
