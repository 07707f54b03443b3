"""People of an enterprise: the owner files for it, the access manager manages and does not read."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.journeys.outside import within

pytestmark = pytest.mark.browser

BAKERY = "1999990144"


def test_owner_sends_a_request_for_the_enterprise(person, outside, audit):
    person.looks = audit
    person.enter("proprietaire", "itsme")
    audit(person.page)
    person.visit("/demarches/sesam/commencer/")
    person.start("sesam", BAKERY)
    expect(person.page.locator(".acting")).to_contain_text("Boulangerie Lemaire SRL (BCE 1999.990.144)")
    expect(person.page.locator('[data-field="nom"]')).to_contain_text("Banque-Carrefour des Entreprises")
    person.fill_all()
    reference = person.submit()
    audit(person.page)
    expect(person.page.locator("main")).to_contain_text("Nadia El Amrani (Propriétaire)")
    received = within(5, lambda: outside.received(reference))
    assert [one["demarche"]["slug"] for one in received] == ["sesam"]

    person.visit(f"/espace/{BAKERY}/")
    expect(person.page.locator("main")).to_contain_text(reference)
    audit(person.page)


def test_access_manager_sees_the_members_but_no_dossier(person, walker, audit):
    reference = walker("proprietaire").complete("sesam", BAKERY).reference
    person.enter("gap")
    audit(person.page)
    person.follow("Boulangerie Lemaire SRL")
    expect(person.page.locator("h1")).to_have_text("Membres de l’entreprise")
    members = person.page.locator("main")
    for name in ("Isabelle Hermans", "Nadia El Amrani", "Thomas Wauters", "Sophie Collignon"):
        expect(members).to_contain_text(name)
    audit(person.page)

    person.visit(f"/espace/{BAKERY}/")
    expect(person.page.locator("main")).to_contain_text("Vous gérez les accès de cette entreprise")
    expect(person.page.locator("main")).not_to_contain_text(reference)
    audit(person.page)

    person.visit(f"/espace/{BAKERY}/dossiers/")
    refusal = person.page.locator("main")
    expect(person.page.locator("h1")).to_have_text("Vous ne pouvez pas faire cela")
    expect(refusal).to_contain_text("Lire les dossiers")
    expect(refusal).to_contain_text("Nadia El Amrani")
    audit(person.page)

    person.visit("/demarches/sesam/commencer/")
    expect(person.page.locator("main")).to_contain_text("ne permet pas de remplir cette demande")
    audit(person.page)


def test_person_without_an_enterprise_is_led_on(person, audit):
    person.enter("sans-entreprise")
    person.follow("Mon entreprise n’apparaît pas")
    audit(person.page)
    person.visit("/demarches/sesam/commencer/")
    expect(person.page.locator("h1")).to_have_text("Vous n’avez pas d’espace pour cette démarche")
    audit(person.page)
    person.visit(f"/espace/{BAKERY}/")
    expect(person.page.locator("h1")).to_have_text("Cette page n’existe pas")
    audit(person.page)
