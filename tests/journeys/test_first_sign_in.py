"""A person comes for the first time: says how to be reached, proves the address, goes on where she was."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.outside import within

pytestmark = pytest.mark.browser

ADDRESS = "elodie.noel@exemple.be"
NEW_ADDRESS = "noel.elodie@exemple.be"
SECONDS = 5
CODE = re.compile(r"^(\d{3}\s\d{3})\s*$", re.MULTILINE)


def codes(outside, address: str) -> list[str]:
    """The codes sent to an address, the oldest first."""
    mails = [mail for mail in outside.mails() if address in str(mail["to"])]
    return [found[1] for mail in mails if (found := CODE.search(mail["text"]))]


def test_newcomer_proves_her_address_and_goes_on_to_the_demarche(person, outside, audit):
    person.looks = audit
    person.sign_in("nouvelle", "itsme", "/demarches/prime-velo/commencer/")
    page = person.page
    expect(page.locator("h1")).to_have_text(re.compile("Comment pouvons-nous vous joindre"))
    expect(page.locator('[name="email"]')).to_have_value(ADDRESS)
    audit(page)

    page.locator('[name="email"]').fill("")
    person.press("Continuer")
    expect(page.locator(".error-summary")).to_be_focused()
    audit(page)

    page.locator('[name="email"]').fill(ADDRESS)
    person.press("Continuer")
    (code,) = within(SECONDS, lambda: codes(outside, ADDRESS))
    audit(page)
    page.locator('[name="code"]').fill("000 000" if code != "000\u00a0000" else "111 111")
    person.press("Confirmer l’adresse")
    expect(page.locator(".error-summary")).to_contain_text("Il vous reste 4 essais")
    audit(page)
    page.locator('[name="code"]').fill(f" {code} ")
    person.press("Confirmer l’adresse")
    expect(page).to_have_url(re.compile(r"/demarches/prime-velo/commencer/$"))
    expect(page.locator(".messages")).to_contain_text("confirmée")

    person.visit("/profil/")
    audit(page)
    person.follow("Changer d’adresse")
    audit(page)
    page.locator('[name="email"]').fill(NEW_ADDRESS)
    person.press("Recevoir le code")
    (code,) = within(SECONDS, lambda: codes(outside, NEW_ADDRESS))
    person.follow("Plus tard")
    expect(page.locator("main")).to_contain_text("pas encore confirmée")
    audit(page)
    person.visit("/profil/")
    expect(page.locator("main")).to_contain_text(ADDRESS)
    audit(page)
    person.follow("Indiquer le code reçu")
    page.locator('[name="code"]').fill(code)
    person.press("Confirmer l’adresse")
    expect(page.locator("main")).to_contain_text(NEW_ADDRESS)
    expect(page.locator("main")).not_to_contain_text(ADDRESS)
    within(SECONDS, lambda: [m for m in outside.mails("Ce n’est pas vous") if ADDRESS in str(m["to"])])
