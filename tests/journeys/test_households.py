"""Groups of two démarches on a phone: the members of a household, and companies with their closed years."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

NBSP = "\u00a0"
PHONE = {"width": 360, "height": 740}
BAKERY = "1999990144"
CHILD = "04/03/2015"


def calculated(person, key):
    """Return what the page shows as calculated."""
    return person.page.locator(f'[data-field="{key}"] output')


def test_a_child_raises_what_a_household_may_expect(new_person, audit):
    person = new_person(viewport=PHONE)
    person.enter("citoyen", path="/demarches/adel/commencer/")
    person.start("adel")
    person.proceed()
    person.fill({"motif": "inhabitable", "proprietaire": "no", "reconnu": "no"})
    person.proceed()
    person.page.locator('[name="cohabitant"][value="no"]').check()
    person.act("membres:add")
    person.fill({"naissance": CHILD, "lien": "enfant", "a_charge": "yes", "handicap": "no", "revenus": "0"})
    expect(calculated(person, "supplement")).to_have_text(f"20{NBSP}%")
    audit(person.page)
    person.proceed()
    expect(person.page.locator("main table tbody tr")).to_have_count(1)
    audit(person.page)
    person.proceed()
    person.fill({"revenus": "18400,01", "baisse": "no"})
    person.act("continue")
    expect(person.page.locator("main")).to_contain_text("Les revenus de votre ménage dépassent le plafond.")
    audit(person.page)


def test_companies_give_their_closed_years_as_rows(new_person, audit):
    person = new_person(viewport=PHONE)
    person.enter("proprietaire", path="/demarches/passeport-entreprise/commencer/")
    person.start("passeport-entreprise", BAKERY)
    person.fill()
    person.proceed()
    person.page.locator('[name="comptes"][value="nouvelle"]').check()
    person.proceed()
    person.act("actionnaires:add")
    person.fill({"sorte": "etranger"})
    person.proceed()
    person.proceed()
    person.page.locator('[name="liees"][value="yes"]').check()
    person.act("societes:add")
    audit(person.page)
    for key, value in {
        "annee": "2024",
        "etp": "12,5",
        "chiffre_affaires": "1250000",
        "bilan": "beaucoup",
    }.items():
        person.page.locator(f'[name$="-{key}"]').first.fill(value)
    person.page.locator('[name="nom"]').fill("Moulin de la Meuse SRL")
    person.act("continue")
    expect(person.page.locator(".error-summary")).to_contain_text("Total du bilan")
    audit(person.page)
