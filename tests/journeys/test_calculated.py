"""What a citizen reads of an amount that is calculated: while typing, on the review, in the receipt."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

NBSP = "\u00a0"
UNKNOWN = "Calculé d’après vos réponses"
PHONE = {"width": 360, "height": 740}


def amount(person):
    return person.page.locator('[data-field="montant"] output')


def begin(person) -> None:
    person.sign_in("citoyen", path="/demarches/prime-velo/commencer/")
    person.start("prime-velo")
    person.proceed()


def test_an_amount_follows_what_is_typed_and_stands_on_the_receipt(new_person, audit):
    person = new_person(viewport=PHONE)
    begin(person)
    expect(amount(person)).to_contain_text(UNKNOWN)
    person.fill({"type": "electrique", "prix": "1000"})
    expect(amount(person)).to_have_text(f"200,00{NBSP}€")
    person.page.locator('[name="prix"]').fill("3000")
    expect(amount(person)).to_have_text(f"400,00{NBSP}€")
    person.page.locator('[name="prix"]').fill("beaucoup")
    expect(amount(person)).to_contain_text(UNKNOWN)
    person.page.locator('[name="prix"]').fill("200")
    expect(amount(person)).to_have_text(f"40,00{NBSP}€")
    person.act("continue")
    expect(person.page.locator(".error-summary a")).to_contain_text("serait inférieure à 50")
    audit(person.page)
    person.page.locator(".error-summary a").click()
    expect(person.page.locator('[name="prix"]')).to_be_focused()
    person.page.locator('[name="prix"]').fill("1234,52")
    person.proceed()
    person.fill_all()
    expect(person.page.locator("main")).to_contain_text(f"246,90{NBSP}€")
    person.submit()
    expect(person.page.locator("main")).to_contain_text(f"246,90{NBSP}€")


def test_an_amount_is_shown_once_saved_when_no_script_runs(new_person, audit):
    person = new_person(java_script_enabled=False, viewport=PHONE)
    begin(person)
    expect(amount(person)).to_contain_text(UNKNOWN)
    person.fill({"type": "cargo", "prix": "1000"})
    person.act("save")
    person.follow("Continuer le brouillon")
    person.page.goto(person.page.url.replace("/usage/", "/velo/").replace("/pieces/", "/velo/"))
    expect(amount(person)).to_have_text(f"300,00{NBSP}€")
    audit(person.page)
