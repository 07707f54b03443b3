"""The pages about signatures: of who asks, of who signs, of what is shown before and after."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from dossiers.catalogue.published import definition_of
from dossiers.models import Dossier, Signatory, SignatureRequest, Submission
from dossiers.receipts.content import receipt_data
from dossiers.states import State
from tests.cosigning.scene import OWNER, ask, decline, draft_to_sign, invited, person, sign, state_of, tokens
from tests.submission.definition import ANSWERS, content
from tests.support.client import force_sign_in
from tests.support.pages import parse

pytestmark = pytest.mark.django_db
NAMED = {"proprietaire_1_name": "Ann Peeters", "proprietaire_1_email": " Ann@exemple.be "}
READ = (
    "Minerva",
    "Ces réponses sont exactes.",
    "« Vous » y désigne la personne qui fait la demande",
    "Ce que signer veut dire",
    "Service des primes",
)
WHOLE = {**NAMED, "declaration_exactitude": "on", "action": "submit"}


def url(name, dossier):
    return reverse(f"dossiers:{name}", kwargs={"space": "citoyen", "dossier_id": dossier.pk})


def text_of(response, status=200):
    assert response.status_code == status
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).replace("\xa0", " ").split())


@pytest.fixture
def draft(client):
    dossier = draft_to_sign()
    force_sign_in(client, dossier.owner_user)
    return dossier


def test_review_says_who_must_sign_and_leads_on_instead_of_sending(client, draft):
    response = client.get(url("review", draft))
    assert "Autre propriétaire" in text_of(response)
    page = parse(response.content.decode())
    assert page.find(f".//main//a[@href='{url('request_signatures', draft)}']") is not None
    assert page.find(f".//form[@action='{url('submit', draft)}']") is None
    plain = draft_to_sign({**OWNER, "when": {"velo.facture": True}}, owner_user=draft.owner_user)
    page = parse(client.get(url("review", plain)).content.decode())
    assert page.find(f".//form[@action='{url('submit', plain)}']") is not None


def test_person_names_who_signs_and_the_dossier_waits(client, draft):
    assert "Elles ont 30 jours" in text_of(client.get(url("request_signatures", draft)))
    answer = client.post(url("request_signatures", draft), WHOLE)
    assert (answer.status_code, answer["Location"]) == (302, url("detail", draft))
    text = text_of(client.get(answer["Location"]))
    for words in ("En attente de signatures", "Ann Peeters (Autre propriétaire), ann@exemple.be", "Minerva"):
        assert words in text
    assert state_of(draft) == State.AWAITING_SIGNATURES
    for page in ("review", "resume", "request_signatures"):
        assert client.get(url(page, draft))["Location"] == url("detail", draft)
    assert "En attente de signatures" in text_of(client.get("/espace/citoyen/"))
    assert "En attente de signatures" in text_of(client.get("/espace/citoyen/dossiers/?etat=a-signer"))
    assert "vous et les personnes qui signent cette demande" in text
    assert "vous et personne d’autre" not in text


@pytest.mark.parametrize(
    ("missing", "words"),
    [
        ({"proprietaire_1_name": ""}, "Indiquez le prénom et le nom"),
        ({"proprietaire_1_email": ""}, "Indiquez l’adresse e-mail"),
        ({"proprietaire_1_email": "ann"}, "adresse e-mail complète"),
        ({"proprietaire_1_name": "Ann www.evil.be"}, "ressemble à un lien"),
        ({"declaration_exactitude": ""}, "Cochez"),
    ],
)
def test_what_is_missing_is_said_and_nothing_typed_is_lost(client, draft, missing, words):
    answer = client.post(url("request_signatures", draft), WHOLE | missing)
    assert words in text_of(answer, 422)
    kept = parse(answer.content.decode()).find(".//input[@name='proprietaire_1_name']").get("value")
    assert (kept or "") == (WHOLE | missing)["proprietaire_1_name"]
    assert state_of(draft) == State.DRAFT


def test_optional_signatory_is_named_whole_or_not_at_all(client, draft):
    both = draft_to_sign({**OWNER, "max": 2}, owner_user=draft.owner_user)
    half = WHOLE | {"proprietaire_2_email": "luc@exemple.be"}
    assert "Indiquez le prénom et le nom" in text_of(client.post(url("request_signatures", both), half), 422)
    assert client.post(url("request_signatures", both), WHOLE).status_code == 302
    assert Signatory.objects.count() == 1


def test_name_and_address_in_the_answers_are_read_from_there(client):
    named = {**OWNER, "name": "velo.marque", "email": "velo.adresse"}
    steps = content()["steps"]
    steps[0]["fields"].append(
        {"kind": "email", "key": "adresse", "label": {"fr": "Adresse ?", "de": "Adresse?"}}
    )
    answers = {"velo": ANSWERS["velo"] | {"marque": "Ann Peeters", "adresse": "ann@exemple.be"}}
    dossier = draft_to_sign(named, steps=steps, answers=answers)
    force_sign_in(client, dossier.owner_user)
    page = client.get(url("request_signatures", dossier))
    assert "viennent de vos réponses" in text_of(page)
    forged = WHOLE | {"proprietaire_1_name": "Luc Maes", "proprietaire_1_email": "luc@exemple.be"}
    assert client.post(url("request_signatures", dossier), forged).status_code == 302
    assert Signatory.objects.values_list("name", "email").get() == ("Ann Peeters", "ann@exemple.be")


def test_link_shows_nothing_of_the_request_before_the_person_meant_has_identified(client):
    dossier = draft_to_sign()
    ask(dossier)
    page = reverse("dossiers:sign", kwargs={"token": tokens()[0]})
    before = text_of(client.get(page))
    assert dossier.created_by.last_name in before
    assert "S’identifier pour lire la demande" in before
    assert "Minerva" not in before
    assert "Votre signature est demandée" in text_of(client.post(page, {"answer": "sign"}))
    force_sign_in(client, person("Luc", "Maes"))
    assert "Minerva" not in text_of(client.get(page), 403)
    assert "au nom de quelqu’un d’autre" in text_of(client.post(page, {"answer": "decline"}), 403)
    force_sign_in(client, person())
    after = text_of(client.get(page))
    for words in READ:
        assert words in after
    assert state_of(dossier) == State.AWAITING_SIGNATURES


def test_person_signs_and_keeps_a_page_that_nobody_else_has(client):
    dossier, ann = draft_to_sign(), person()
    ask(dossier)
    page = reverse("dossiers:sign", kwargs={"token": tokens()[0]})
    force_sign_in(client, ann)
    assert "Ce que vous avez signé" not in text_of(client.get("/espace/citoyen/"))
    content = parse(client.get(page).content.decode()).find(".//input[@name='content']").get("value")
    answer = client.post(page, {"answer": "sign", "content": content})
    own = reverse("dossiers:signature", kwargs={"signatory_id": Signatory.objects.get().pk})
    assert answer["Location"] == own
    reference = Dossier.objects.get().reference
    text = text_of(client.get(own))
    for words in ("Envoyée", reference, "Minerva", "Votre signature est enregistrée"):
        assert words in text
    assert "Ce que vous avez signé" in text_of(client.get("/espace/citoyen/"))
    assert "Prime d’essai" in text_of(client.get("/espace/citoyen/signatures/"))
    assert reference not in text_of(client.get("/espace/citoyen/dossiers/"))
    assert client.get(page)["Location"] == own
    force_sign_in(client, dossier.owner_user)
    assert client.get(own).status_code == 404
    assert "Vous n’avez signé aucune demande" in text_of(client.get("/espace/citoyen/signatures/"))
    for where in ("receipt", "detail"):
        assert "Peeters" in text_of(client.get(url(where, dossier)))


def test_receipt_names_who_signed_how_surely_and_when():
    ask(draft_to_sign())
    sign(person(), *tokens())
    submission = Submission.objects.get()
    definition = definition_of(submission.demarche_version_id)
    data = receipt_data(submission, definition, None, "fr")
    rows = dict(row for part in data["parts"] for row in part.get("rows", ()) if len(row) == 2)
    assert "Ann Peeters, identification par itsme" in rows["Autre propriétaire"]
    assert "niveau 450" in rows["Autre propriétaire"]


def test_person_declines_and_who_asked_reads_why_and_asks_again(client):
    dossier = draft_to_sign()
    ask(dossier)
    page = reverse("dossiers:sign", kwargs={"token": tokens()[0]})
    force_sign_in(client, person())
    said = text_of(client.post(page, {"answer": "decline", "reason": "Trop <cher>."}))
    assert "Vous avez refusé de signer" in said
    force_sign_in(client, dossier.owner_user)
    text = text_of(client.get(url("detail", dossier)))
    assert "Ann Peeters a refusé de signer" in text
    assert "Trop &lt;cher&gt;." in text
    assert client.post(url("request_signatures", dossier), WHOLE).status_code == 302
    assert SignatureRequest.objects.count() == 2


def test_person_recalls_after_reading_what_it_means(client, draft):
    ask(draft)
    page = url("recall_signatures", draft)
    assert "ne compteront plus" in text_of(client.get(page))
    assert state_of(draft) == State.AWAITING_SIGNATURES
    answer = client.post(page)
    text = text_of(client.get(answer["Location"]))
    assert "de nouveau un brouillon" in text
    assert "Continuer le brouillon" in text
    assert client.get(page)["Location"] == url("detail", draft)


def test_person_corrects_an_address_and_the_new_link_leaves(client, draft):
    ask(draft)
    signatory = Signatory.objects.get()
    page = f"{url('request_signatures', draft)}{signatory.pk}/"
    assert "ann@exemple.be" in client.get(page).content.decode()
    assert "complète" in text_of(client.post(page, {"name": "Ann Peeters", "email": "x"}), 422)
    answer = client.post(page, {"name": "Ann Peeters", "email": "Elle@exemple.be"})
    assert "Un nouveau lien est envoyé à elle@exemple.be" in text_of(client.get(answer["Location"]))
    signatory.refresh_from_db()
    assert signatory.email == "elle@exemple.be"
    sign(person(), tokens()[-1])
    assert client.get(page)["Location"] == url("detail", draft)


def test_signature_that_came_to_nothing_shows_no_answers_any_more(client):
    dossier, ann = draft_to_sign({**OWNER, "min": 2, "max": 2}), person()
    ask(dossier, invited(), invited("Luc Maes", "luc@exemple.be"))
    sign(ann, tokens()[0])
    own = reverse("dossiers:signature", kwargs={"signatory_id": Signatory.objects.get(signed_by=ann).pk})
    force_sign_in(client, ann)
    assert "Minerva" in text_of(client.get(own))
    decline(person("Luc", "Maes"), tokens()[1])
    text = text_of(client.get(own))
    assert "Pas envoyée" in text
    assert "Minerva" not in text
