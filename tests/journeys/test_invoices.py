"""Several invoices of one request: added, put in order, removed and put back, sent."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.journeys.keyboard import assert_focus_is_seen, press
from tests.journeys.setting import SETTINGS
from tests.journeys.test_complement import ANSWERED, ask, find, send

pytestmark = pytest.mark.browser

NBSP = "\u00a0"
SCREENS = [
    {"viewport": {"width": 360, "height": 740}},
    {"viewport": {"width": 1280, "height": 900}},
    {"viewport": {"width": 360, "height": 740}, "java_script_enabled": False},
    {"viewport": {"width": 1280, "height": 900}, "java_script_enabled": False},
]
PAID = {"montant": "1250", "payee": "yes"}


@pytest.fixture(
    params=SCREENS, ids=lambda one: f"{one['viewport']['width']}-{one.get('java_script_enabled', True)}"
)
def person(request, new_person):
    """A citizen at the works of a housing grant."""
    somebody = new_person(**request.param)
    somebody.enter("citoyen", path="/demarches/prime-habitation/commencer/")
    somebody.start("prime-habitation")
    somebody.proceed()
    somebody.fill({"proprietaires": "seul"})
    somebody.proceed()
    return somebody


def rows(person):
    return person.page.locator("main table tbody tr")


def type_in(person, **typed: str) -> None:
    """Type amounts and dates, and choose."""
    for name, value in typed.items():
        one = person.page.locator(f'[name="{name}"]')
        if one.first.get_attribute("type") == "radio":
            person.page.locator(f'[name="{name}"][value="{value}"]').check()
        else:
            one.fill(value)


def press_in_row(person, place: int, words: str) -> None:
    with person.page.expect_navigation():
        rows(person).nth(place).get_by_role("button", name=words).click()


def assert_no_wider_than_the_screen(person) -> None:
    width = person.page.evaluate("document.documentElement.scrollWidth")
    assert width <= person.page.viewport_size["width"]


def test_invoices_from_the_first_to_the_receipt(person, audit):
    type_in(person, audit="2026-0412")
    person.act("factures:add")
    audit(person.page)
    expect(person.page.locator("h1")).to_have_text("Facture 1")
    type_in(person, entrepreneur="1999990144", date_facture="12/03/2026", **PAID)
    person.act("another")
    expect(person.page.locator("h1")).to_have_text("Facture 2")
    type_in(person, entrepreneur="1999990144", date_facture="13/03/2026", montant="800", payee="no")
    person.act("continue")
    expect(person.page.locator(".error-summary a")).to_have_text(
        f"«{NBSP}Montant qui reste à payer{NBSP}»{NBSP}: complétez cette réponse."
    )
    audit(person.page)
    type_in(person, reste="tout")
    person.act("save")
    person.follow("Continuer le brouillon")
    expect(rows(person)).to_have_count(2)
    expect(rows(person).nth(1)).to_contain_text("À compléter")
    assert_no_wider_than_the_screen(person)
    expect(person.page.locator('[name="audit"]')).to_have_value("2026-0412")
    person.fill({"nature": "toit"})
    person.act("continue")
    told = person.page.locator(".error-summary a")
    expect(told).to_contain_text("Facture 2, Montant qui reste à payer")
    audit(person.page)
    press_in_row(person, 1, "Modifier Facture 2")
    type_in(person, reste="300")
    person.act("continue")
    press_in_row(person, 1, "Monter Facture 2")
    expect(rows(person).nth(0)).to_contain_text(f"800,00{NBSP}€")
    press_in_row(person, 0, "Retirer Facture 1")
    expect(rows(person).nth(0)).to_contain_text("retrait enregistré")
    audit(person.page)
    press_in_row(person, 0, "Annuler le retrait")
    expect(rows(person).nth(0)).to_contain_text("Facture 1")
    person.proceed()
    person.fill_all()
    main = person.page.locator("main")
    expect(main).to_contain_text(f"Montant qui reste à payer{NBSP}: 300,00{NBSP}€")
    audit(person.page)
    person.submit()
    expect(main).to_contain_text(f"1{NBSP}250,00{NBSP}€")


def test_a_list_of_invoices_is_pasted_corrected_and_confirmed(person, audit):
    type_in(person, audit="2026-0412")
    person.act("factures:list")
    audit(person.page)
    person.page.locator('[name="lines"]').fill("1999990144\t12/03/2026\tcher\toui")
    person.act("preview")
    expect(person.page.locator(".error-summary a")).to_contain_text(f"Ligne 1{NBSP}:")
    audit(person.page)
    person.page.locator('[name="lines"]').fill(
        "1999990144\t12/03/2026\t1250,50\toui\n1999990144;2026-03-13;800;non;300"
    )
    person.act("preview")
    expect(rows(person)).to_have_count(2)
    expect(rows(person).nth(1)).to_contain_text("Facture 2")
    audit(person.page)
    assert_no_wider_than_the_screen(person)
    person.act("submit")
    expect(rows(person)).to_have_count(2)
    expect(rows(person).nth(0)).to_contain_text(f"1{NBSP}250,50{NBSP}€")
    expect(person.page.locator('[name="audit"]')).to_have_value("2026-0412")


def test_invoices_by_the_keyboard_alone(new_person):
    person = new_person()
    person.enter("citoyen", path="/demarches/prime-habitation/commencer/")
    person.start("prime-habitation")
    person.proceed()
    person.fill({"proprietaires": "seul"})
    person.proceed()
    person.page.locator('[name="audit"]').focus()
    with person.page.expect_navigation():
        person.page.keyboard.type("A1")
        person.page.keyboard.press("Enter")  # as « Continuer », never a button of the table
    expect(person.page.locator(".error-summary")).to_be_focused()
    add = 'button[value="factures:add"]'
    assert_focus_is_seen(person)
    press(person, add)
    expect(person.page.locator("h1")).to_have_text("Facture 1")


@pytest.mark.parametrize("setting", SETTINGS[:1], ids=str)
def test_an_invoice_is_corrected_when_the_service_asks(setting, new_person, new_agent, walker, looks):
    applicant = walker(setting.persona)
    reference = applicant.complete("prime-habitation", given={"proprietaires": "seul"}).reference
    ask(new_agent(), reference, ["travaux.factures"], looks)
    person = new_person()
    person.enter(setting.persona)
    find(person, "citoyen", reference, looks)
    expect(person.page.locator('main [name="audit"]')).to_have_count(0)
    press_in_row(person, 0, "Modifier Facture 1")
    looks(person)
    type_in(person, montant="4321")
    person.act("continue")
    expect(rows(person).nth(0)).to_contain_text(f"4{NBSP}321,00{NBSP}€")
    person.proceed()
    expect(person.page.locator("main")).to_contain_text(f"4{NBSP}321,00{NBSP}€")
    looks(person)
    send(person)
    expect(person.page.locator(".messages")).to_contain_text(ANSWERED)
