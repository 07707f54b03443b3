"""A citizen asks for the bicycle premium, from the link on another site to the service's acknowledgement."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.outside import within
from tests.journeys.person import RECEIPT, STEP
from tests.support.pages import REFERENCE

pytestmark = pytest.mark.browser

STEPS = ["identite", "velo", "usage", "pieces", "paiement"]
DELIVERY_SECONDS = 5


def test_citizen_sends_a_request_that_is_delivered_when_following_a_deep_link(person, outside, audit):
    person.looks = audit
    steps = []
    person.sign_in("citoyen", "itsme", "/demarches/prime-velo/commencer/")
    expect(person.page).to_have_url(re.compile(r"/demarches/prime-velo/commencer/$"))
    person.start("prime-velo")
    expect(person.page.get_by_text("En votre nom personnel")).to_be_visible()

    while STEP.search(person.page.url):
        steps.append(person.page.url.rstrip("/").rpartition("/")[2])
        expect(person.page.locator("main")).to_contain_text("Brouillon : pas encore envoyé")
        expect(person.page.locator('[aria-current="step"]')).to_have_count(1)
        person.fill()
        audit(person.page)
        person.proceed()
    assert steps == STEPS

    expect(person.page.locator("h1")).to_contain_text("Relisez votre demande")
    expect(person.page.locator("main")).to_contain_text("BE71 0961 2345 6769")
    audit(person.page)
    reference = person.submit()
    assert RECEIPT.search(person.page.url)
    assert REFERENCE.fullmatch(reference)
    expect(person.page.locator("h1")).to_have_text("Votre dossier est envoyé")

    person.follow("Suivre le dossier")
    within(DELIVERY_SECONDS, lambda: is_acknowledged(person, outside, reference))
    (mail,) = within(DELIVERY_SECONDS, lambda: outside.mails(about=reference))
    assert mail["headers"]["Content-Language"] == "fr"
    assert "Votre dossier est bien envoyé" in mail["text"]
    audit(person.page)

    person.page.goto(re.search(r"http\S+/accuse/", mail["text"])[0])
    assert person.reference == reference
    audit(person.page)


def is_acknowledged(person, outside, reference: str) -> bool:
    """Whether the dossier's page shows the service's own reference, for the one dossier that it has."""
    person.page.reload()
    received = outside.received(reference)
    assert len(received) <= 1
    shown = person.page.locator(".timeline").inner_text()
    return bool(received) and "Reçu par" in shown and received[0]["service_reference"] in shown


def test_draft_is_resumed_where_it_was_left_when_the_citizen_comes_back(person, audit):
    person.enter("citoyen", path="/demarches/prime-velo/commencer/")
    person.start("prime-velo")
    person.proceed()
    person.fill({"prix": "777,70"})
    person.press("Enregistrer et quitter")
    expect(person.page.locator(".messages")).to_contain_text("pas encore envoyée")
    audit(person.page)
    dossier = person.page.url

    person.visit("/espace/citoyen/")
    audit(person.page)
    person.visit("/espace/citoyen/dossiers/")
    audit(person.page)
    for page in ("documents/", "supprimer/"):
        person.page.goto(dossier + page)
        audit(person.page)
    person.page.goto(dossier)
    person.follow("Continuer le brouillon")
    expect(person.page).to_have_url(re.compile(r"/etapes/usage/$"))
    person.page.get_by_role("link", name="Votre vélo").click()
    expect(person.page.get_by_label("Prix payé")).to_have_value("777,70")

    person.visit("/demarches/prime-velo/")
    person.follow("Commencer")
    person.page.locator('form[action="/espace/citoyen/demarches/prime-velo/"] button').click()
    expect(person.page.locator("h1")).to_contain_text("Voulez-vous reprendre")
    audit(person.page)
