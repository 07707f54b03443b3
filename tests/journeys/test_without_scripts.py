"""The whole journey in a browser that runs no script."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.journeys.outside import within

pytestmark = pytest.mark.browser


@pytest.fixture
def person(new_person):
    """Somebody whose browser runs no script."""
    return new_person(java_script_enabled=False)


def test_citizen_sends_a_request_without_scripts(person, outside):
    person.sign_in("citoyen", path="/demarches/prime-velo/commencer/")
    person.start("prime-velo")
    person.proceed()
    person.act("continue")
    expect(person.page.locator(".error-summary")).to_be_visible()
    expect(person.page.locator('[data-field="vendeur"]'), "shown, as no script hides it").to_be_visible()
    person.fill_all({"etat": "occasion", "autre_adresse": "yes"})
    review = person.page.locator("main")
    expect(review).to_contain_text("1999.990.144")
    expect(review).to_contain_text("Rue de Fer")
    reference = person.submit()
    within(5, lambda: outside.received(reference))
    person.follow("Suivre le dossier")
    expect(person.page.locator("main")).to_contain_text(reference)


def test_language_and_account_menu_work_without_scripts(person):
    person.enter("lecteur")
    person.page.locator(".menu summary").click()
    person.page.get_by_role("link", name="Mon profil").click()
    expect(person.page.locator("h1")).to_have_text("Mon profil")
    person.page.locator(".menu summary").click()
    person.page.get_by_role("button", name="Se déconnecter").click()
    expect(person.page.locator("h1")).to_have_text("Votre session dans Mon Espace est fermée")


def test_step_refused_for_a_lost_token_comes_back_with_what_was_typed(person):
    person.enter("citoyen", path="/demarches/prime-velo/commencer/")
    person.start("prime-velo")
    person.proceed()
    person.page.locator('[name="prix"]').fill("777,70")
    person.page.context.clear_cookies(name="csrftoken")
    person.act("save")
    expect(person.page.locator("main")).to_contain_text("Cette page a été envoyée trop tard")
    expect(person.page.locator('[name="prix"]')).to_have_value("777,70")
    person.act("save")
    expect(person.page.locator("main")).to_contain_text("Vos réponses sont enregistrées")
