"""Steps: each button does what it says, and what was typed is kept."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from dossiers.models import StepAnswers
from tests.filling.browser import open_step, save, step_url, url
from tests.filling.definition import CONJOINT, LOGEMENT, VOUS
from tests.filling.samples import pdf
from tests.support.pages import parse

pytestmark = pytest.mark.django_db


def typed(draft, step="vous"):
    return StepAnswers.objects.get(dossier=draft, step=step).values


def test_continue_saves_and_goes_to_the_next_step(citizen, draft):
    page = open_step(citizen, draft, "vous").post(**VOUS)
    assert page.response["Location"] == step_url(draft, "conjoint")
    assert typed(draft) == VOUS


def test_continue_skips_a_step_that_does_not_apply(citizen, draft):
    page = open_step(citizen, draft, "vous").post(**VOUS | {"situation": "seul"})
    assert page.response["Location"] == step_url(draft, "logement")


def test_continue_stays_and_says_what_is_wrong_but_keeps_it(citizen, draft):
    page = open_step(citizen, draft, "vous").post(**VOUS | {"age": "douze"})
    root = parse(page.html)
    assert page.response.status_code == 200
    assert root.findtext(".//title").startswith("Erreur\u00a0:")
    assert root.find(".//div[@data-module='error-summary']//a[@href='#id_age']") is not None
    assert typed(draft)["age"] == "douze"
    assert page.fields["age"] == "douze"
    assert page.post(age="36").response["Location"] == step_url(draft, "conjoint")


@pytest.mark.parametrize("action", ["save", "previous"])
def test_leaving_stores_what_is_not_valid_yet(citizen, draft, action):
    page = open_step(citizen, draft, "vous").post(action, age="douze")
    assert page.response["Location"] == url("detail", draft)
    assert typed(draft)["age"] == "douze"


def test_previous_stores_and_goes_back(citizen, draft):
    save(citizen, draft, "vous", **VOUS)
    page = open_step(citizen, draft, "conjoint").post("previous", prenom="Sacha")
    assert page.response["Location"] == step_url(draft, "vous")
    assert typed(draft, "conjoint")["prenom"] == "Sacha"


def test_what_was_typed_is_there_again(citizen, draft):
    save(citizen, draft, "vous", **VOUS | {"situation": "seul"})
    save(citizen, draft, "logement", **LOGEMENT)
    fields = open_step(citizen, draft, "logement").fields
    assert fields["adresse-street"] == "Rue du Pont"
    assert fields["confort"] == ["jardin", "cave"]


def test_a_locked_answer_comes_from_its_source_whatever_the_browser_sends(citizen, draft):
    page = open_step(citizen, draft, "vous")
    assert "Lambert" in page.html
    assert "nom" not in page.fields
    page.post(**VOUS, nom="Tricheur")
    assert "nom" not in typed(draft)
    assert "Tricheur" not in open_step(citizen, draft, "vous").html
    assert "Lambert" in citizen.get(url("review", draft)).content.decode()


def test_the_page_says_where_it_stands(citizen, draft):
    save(citizen, draft, "vous", **VOUS)
    page = open_step(citizen, draft, "conjoint")
    root = parse(page.html)
    assert root.findtext(".//main/h1") == "Votre conjoint"
    assert "Étape 2 sur 4" in page.html
    assert "Brouillon" in root.findtext(".//main/p/strong")
    steps = root.findall(".//ol[@class='progress-list']/li")
    assert [step.get("aria-current") for step in steps] == [None, "step", None, None, None]
    assert steps[0].find("a").get("href") == step_url(draft, "vous")
    assert [step.find("a") is not None for step in steps] == [True, False, False, False, False]
    assert said_of(steps) == {
        "Vous": "Complète",
        "Votre conjoint": "Vous êtes ici",
        "Votre logement": "À venir",
        "Vos documents": "À venir",
        "Vérifier et envoyer": "À venir",
    }
    buttons = [button.get("value") for button in page.form.iter("button")]
    assert buttons == ["continue", "save", "previous"]


def said_of(steps) -> dict[str, str]:
    """Return what the list of the steps says of each."""
    return {(step.findtext("a") or step.text).strip(): step.findtext("span") for step in steps}


def test_the_last_step_of_the_list_is_the_review_which_opens_once_all_are_complete(citizen, draft):
    save(citizen, draft, "vous", **VOUS | {"situation": "seul"})
    save(citizen, draft, "logement", **LOGEMENT)
    *_, review = steps_on(step_url(draft, "pieces"), citizen)
    assert review.find("a") is None
    citizen.post(step_url(draft, "pieces"), {"facture": SimpleUploadedFile("facture.pdf", pdf())})
    *_, review = steps_on(step_url(draft, "vous"), citizen)
    assert review.find("a").get("href") == url("review", draft)
    assert said_of([review]) == {"Vérifier et envoyer": "À faire"}
    *steps, review = steps_on(url("review", draft), citizen)
    assert review.get("aria-current") == "step"
    assert [step.find("a").get("href") for step in steps] == [
        f"{step_url(draft, key)}?retour=recapitulatif" for key in ("vous", "logement", "pieces")
    ]


def steps_on(address, client):
    """Return the entries of the list of the steps on a page."""
    return parse(client.get(address).content.decode()).findall(".//ol[@class='progress-list']/li")


def test_coming_from_the_review_one_goes_back_to_it(citizen, draft):
    save(citizen, draft, "vous", **VOUS)
    page = open_step(citizen, draft, "vous", "?retour=recapitulatif").post(surnom="Léa")
    assert page.response["Location"] == url("review", draft)


def test_answers_of_a_step_that_no_longer_applies_are_kept(citizen, draft):
    save(citizen, draft, "vous", **VOUS)
    save(citizen, draft, "conjoint", **CONJOINT)
    save(citizen, draft, "vous", **VOUS | {"situation": "seul"})
    assert "Sacha" not in citizen.get(url("review", draft)).content.decode()
    save(citizen, draft, "vous", **VOUS)
    assert open_step(citizen, draft, "conjoint").fields["prenom"] == "Sacha"


def test_resuming_leads_to_what_is_missing_then_to_the_review(citizen, draft):
    assert citizen.get(url("resume", draft))["Location"] == step_url(draft, "vous")
    save(citizen, draft, "vous", **VOUS | {"situation": "seul"})
    assert citizen.get(url("resume", draft))["Location"] == step_url(draft, "logement")
    save(citizen, draft, "logement", **LOGEMENT)
    invoice = {"facture": SimpleUploadedFile("facture.pdf", pdf())}
    citizen.post(step_url(draft, "pieces"), invoice)
    assert citizen.get(url("resume", draft))["Location"] == url("review", draft)


def test_nul_characters_and_very_long_answers_are_no_error(citizen, draft):
    page = open_step(citizen, draft, "vous").post(**VOUS | {"surnom": "a\x00b" + "é" * 50_000})
    assert page.response.status_code == 200
    assert typed(draft)["surnom"].startswith("ab")


@pytest.mark.parametrize(
    "name", ["revision", "next_revision", "unsettled", "action", "page_language", "autre"]
)
def test_nul_in_what_the_page_itself_wrote_costs_no_typing(citizen, draft, name):
    page = open_step(citizen, draft, "vous").post(**VOUS | {name: "\x00"})
    assert page.response.status_code in {200, 302}
    assert typed(draft)["surnom"] == VOUS["surnom"]
