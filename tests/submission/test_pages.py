"""The pages of sending: a visit sends nothing, a refusal loses nothing, the receipt proves the rest."""

import re

import pytest
from django.urls import reverse

from accounts.levels import Method
from dossiers.models import Attachment, Submission
from monespace.outbox.testing import drain
from tests.submission.definition import ANSWERS
from tests.submission.factories import AttachmentFactory, DraftFactory, SubmissionFactory
from tests.support.client import force_sign_in
from tests.support.enterprise_factories import MembershipFactory

pytestmark = pytest.mark.django_db
TICKED = {"declaration_exactitude": "on", "action": "submit"}


@pytest.fixture
def draft(client):
    dossier = DraftFactory()
    force_sign_in(client, dossier.owner_user)
    return dossier


def url(name, dossier, space="citoyen"):
    return reverse(f"dossiers:{name}", kwargs={"space": space, "dossier_id": dossier.pk})


def text_of(response):
    return re.sub(r"[ \n]+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def test_receipt_comes_at_once_when_the_dossier_is_sent(client, draft):
    response = client.post(url("submit", draft), TICKED)
    assert response.status_code == 302
    assert response["Location"] == url("receipt", draft)
    receipt = client.get(response["Location"])
    draft.refresh_from_db()
    assert receipt.status_code == 200
    page = receipt.content.decode()
    assert f"data-reference>{draft.reference}<" in page
    submission = draft.submissions.get()
    assert submission.payload_sha256 in page
    text = text_of(receipt)
    for shown in (
        "Votre dossier est envoyé",
        "(heure de Bruxelles)",
        "Prime d’essai",
        draft.owner_user.display_name,
        "Service des primes",
        "primes@exemple.be",
        "Ces réponses sont exactes.",
        "Minerva",
        "1 250,50 €",
        "Décision au plus tard le",
        "En cours de transmission au service compétent",
        "Médiateur",
    ):
        assert shown in text, shown


def test_receipt_says_that_the_service_has_the_dossier_when_it_is_delivered(client, draft, service):
    client.post(url("submit", draft), TICKED)
    assert "dossier.deliver" in drain()
    text = text_of(client.get(url("receipt", draft)))
    assert "Reçu par le service compétent" in text
    assert "SPW-1" in text


def test_receipt_lists_the_documents_with_their_fingerprints(client):
    dossier = DraftFactory(answers={"velo": {**ANSWERS["velo"], "facture": "yes"}})
    attachment = AttachmentFactory(dossier=dossier)
    force_sign_in(client, dossier.owner_user)
    client.post(url("submit", dossier), TICKED)
    page = client.get(url("receipt", dossier)).content.decode()
    assert attachment.original_name in page
    assert attachment.sha256 in page


def test_receipt_names_the_enterprise_when_it_is_sent_in_its_name(client):
    membership = MembershipFactory()
    enterprise = membership.enterprise
    dossier = DraftFactory(owner_user=None, owner_enterprise=enterprise, created_by=membership.user)
    force_sign_in(client, membership.user)
    response = client.post(url("submit", dossier, enterprise.number), TICKED)
    text = text_of(client.get(response["Location"]))
    assert f"Au nom de {enterprise.name} (BCE" in text
    assert f"{membership.user.display_name} (Propriétaire)" in text
    membership.user.language = "de"
    force_sign_in(client, membership.user)
    german = text_of(client.get(response["Location"]))
    assert f"{enterprise.name} (ZDU" in german
    assert "BCE" not in german


def test_receipt_is_written_in_the_language_of_the_reader(client):
    submission = SubmissionFactory()
    submission.dossier.owner_user.language = "de"
    force_sign_in(client, submission.dossier.owner_user)
    assert "Probeprämie" in text_of(client.get(url("receipt", submission.dossier)))


def test_visiting_the_sending_address_sends_nothing(client, draft):
    response = client.get(url("submit", draft))
    assert response["Location"] == url("review", draft)
    assert not Submission.objects.exists()
    client.post(url("submit", draft), TICKED)
    assert client.get(url("submit", draft))["Location"] == url("receipt", draft)


@pytest.mark.parametrize("method", ["put", "patch", "delete"])
def test_other_methods_are_not_allowed(client, draft, method):
    assert getattr(client, method)(url("submit", draft)).status_code == 405


def test_second_click_leads_to_the_same_receipt(client, draft):
    first = client.post(url("submit", draft), TICKED)
    second = client.post(url("submit", draft), TICKED)
    assert first["Location"] == second["Location"]
    assert Submission.objects.count() == 1


def test_review_says_why_when_the_dossier_may_not_be_sent_yet(client):
    dossier = DraftFactory(answers={"velo": {**ANSWERS["velo"], "facture": "yes"}})
    attachment = AttachmentFactory(dossier=dossier, scan=Attachment.Scan.PENDING)
    force_sign_in(client, dossier.owner_user)
    response = client.post(url("submit", dossier), TICKED)
    assert response.status_code == 409
    text = text_of(response)
    assert "nous vérifions encore vos documents" in text
    assert "Minerva" in text
    assert "checked" in response.content.decode()
    Attachment.objects.filter(pk=attachment.pk).update(scan=Attachment.Scan.CLEAN)
    assert client.post(url("submit", dossier), TICKED).status_code == 302


def test_review_asks_for_the_declarations_when_they_are_not_ticked(client, draft):
    response = client.post(url("submit", draft), {"action": "submit"})
    assert response.status_code == 409
    assert "cochez chaque déclaration" in text_of(response)
    assert not Submission.objects.exists()


def test_receipt_of_a_draft_leads_to_the_draft(client, draft):
    assert client.get(url("receipt", draft))["Location"] == url("detail", draft)


MEANS = {
    "eid": "carte d’identité électronique (eID)",
    "itsme": "itsme",
    "eidas": "moyen d’un autre pays européen (eIDAS)",
}


@pytest.mark.parametrize("method", Method)
def test_receipt_says_by_which_means_and_no_other(client, draft, method):
    session = client.session
    session["method"] = method.value
    session.save()
    client.post(url("submit", draft), TICKED)
    page = text_of(client.get(url("receipt", draft)))
    assert f"identification par {MEANS[method]}" in page
    assert not any(f"identification par {other}" in page for key, other in MEANS.items() if key != method)
