"""Who signs opens the documents of the request, before and after; nobody else does; openings are kept."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.urls import reverse

from dossiers.models import Dossier, Signatory
from monespace.common.levels import Level
from monespace.journal.models import Event
from tests.cosigning.scene import BOTH, ask, decline, draft_to_sign, invited, person, sign, tokens
from tests.cosigning.test_pages import text_of, url
from tests.submission.definition import ANSWERS
from tests.submission.factories import AttachmentFactory, actor_of
from tests.support.client import force_sign_in
from tests.support.pages import parse

pytestmark = pytest.mark.django_db
WITH_FILE = ANSWERS | {"velo": ANSWERS["velo"] | {"facture": "yes"}}


@pytest.fixture
def asked():
    """A request with an invoice that Ann Peeters is asked to sign."""
    dossier = draft_to_sign(answers=WITH_FILE)
    document = AttachmentFactory(dossier=dossier)
    ask(dossier)
    return document


def page(token):
    return reverse("dossiers:sign", kwargs={"token": token})


def opening(document, token):
    return reverse("dossiers:document_to_sign", kwargs={"token": token, "document_id": document.pk})


def signed_page():
    return reverse("dossiers:signature", kwargs={"signatory_id": Signatory.objects.get().pk})


def form_for(response, document):
    """Return where the page's own form for a document leads."""
    forms = parse(response.content.decode()).findall(".//ul[@class='documents']//form[@method='post']")
    return next(form.get("action") for form in forms if str(document.pk) in form.get("action"))


def opened(dossier):
    return list(Event.objects.about(dossier).filter(tag="dossier.document_opened"))


def content_of(response):
    return b"".join(response.streaming_content)


def status(response):
    """Return how a request was answered; a file that came with it is read, and so closed."""
    if response.streaming:
        content_of(response)
    return response.status_code


def test_signatory_opens_a_document_before_signing_and_each_opening_is_kept(client, asked):
    [token] = tokens()
    ann = force_sign_in(client, person())
    shown = client.get(page(token))
    assert "noté dans le suivi de la demande, avec votre nom" in text_of(shown)
    action = form_for(shown, asked)
    assert action == opening(asked, token)
    for times in (1, 2):
        answer = client.post(action)
        assert answer.status_code == 200
        assert answer["Content-Disposition"].startswith("attachment")
        assert content_of(answer) == b"%PDF-1.7"
        assert len(opened(asked.dossier)) == times
    event = opened(asked.dossier)[0]
    assert (event.actor_id, event.facts["document"]) == (str(ann.pk), str(asked.pk))
    assert asked.original_name not in str(event.facts)
    assert client.get(action).status_code == 405
    force_sign_in(client, asked.dossier.owner_user)
    told = text_of(client.get(url("detail", asked.dossier)))
    assert "Document ouvert par une personne qui signe" in told
    assert "Ann Peeters" in told


def test_signatory_opens_what_they_signed_until_it_comes_to_nothing(client):
    dossier = draft_to_sign(BOTH, answers=WITH_FILE)
    document = AttachmentFactory(dossier=dossier)
    ask(dossier, invited(), invited("Luc Maes", "luc@exemple.be"))
    ann = person()
    sign(ann, tokens()[0])
    force_sign_in(client, ann)
    own = reverse("dossiers:signature", kwargs={"signatory_id": Signatory.objects.get(signed_by=ann).pk})
    action = form_for(client.get(own), document)
    assert status(client.post(action)) == 200
    assert status(client.post(opening(document, tokens()[0]))) == 410  # its page is the other one now
    decline(person("Luc", "Maes"), tokens()[1])
    assert status(client.post(action)) == 404
    assert len(opened(dossier)) == 1


def test_document_stays_open_to_who_signed_once_it_is_sent(client, asked):
    ann = person()
    sign(ann, *tokens())
    assert Dossier.objects.get().submitted_at
    force_sign_in(client, ann)
    action = form_for(client.get(signed_page()), asked)
    assert content_of(client.post(action)) == b"%PDF-1.7"
    force_sign_in(client, person())  # of the same name
    assert status(client.post(action)) == 404
    assert len(opened(asked.dossier)) == 1


def test_nobody_else_opens_it_with_the_link(client, asked):
    [token] = tokens()
    action = opening(asked, token)
    assert "/connexion" in client.post(action)["Location"]
    for other in (person("Luc", "Maes"), asked.dossier.owner_user):
        force_sign_in(client, other)
        assert status(client.post(action)) == 403
    force_sign_in(client, person())
    assert status(client.post(opening(asked, "a" * 43))) == 404
    assert opened(asked.dossier) == []
    assert status(client.post(action)) == 200


def test_less_sure_a_sign_in_than_signing_asks_opens_nothing(client):
    dossier, ann = draft_to_sign(answers=WITH_FILE, level=500), person()
    document = AttachmentFactory(dossier=dossier)
    ask(dossier, actor=actor_of(dossier.created_by, level=Level.EID))
    [token] = tokens()
    force_sign_in(client, ann)
    assert status(client.post(opening(document, token))) != 200
    sign(ann, token, level=Level.EID)
    signed = {"signatory_id": Signatory.objects.get().pk}
    assert client.get(signed_page()).status_code != 200
    action = reverse("dossiers:signed_document", kwargs=signed | {"document_id": document.pk})
    assert status(client.post(action)) != 200
    assert opened(dossier) == []
    force_sign_in(client, ann, level=500, method="eid")
    assert client.get(signed_page()).status_code == 200
    assert status(client.post(action)) == 200


def test_only_documents_of_what_is_signed_open(client, asked):
    [token] = tokens()
    other = AttachmentFactory(dossier=draft_to_sign(answers=WITH_FILE))
    late = AttachmentFactory(dossier=asked.dossier)  # not among what was frozen
    force_sign_in(client, person())
    for document in (other, late):
        assert status(client.post(opening(document, token))) == 404
    unknown = reverse("dossiers:document_to_sign", kwargs={"token": token, "document_id": uuid4()})
    assert status(client.post(unknown)) == 404
    assert opened(asked.dossier) == []
    assert status(client.post(opening(asked, token))) == 200


def test_openings_are_bounded(client, asked, settings):
    [token] = tokens()
    force_sign_in(client, person())
    settings.RATE_LIMITS = settings.RATE_LIMITS | {"document_to_sign": (2, 3600)}
    answers = [status(client.post(opening(asked, token))) for _time in range(3)]
    assert answers == [200, 200, 429]
    assert len(opened(asked.dossier)) == 2
