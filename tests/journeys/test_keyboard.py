"""With the keyboard alone: the skip link, a focus that is seen, and a step filled in and sent."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.keyboard import assert_focus_is_seen, press
from tests.journeys.service import OFFICER, open_dossier

pytestmark = pytest.mark.browser


def test_skip_link_is_first_and_leads_to_the_content(person):
    person.visit("/demarches/prime-velo/")
    person.page.keyboard.press("Tab")
    skip = person.page.get_by_role("link", name="Aller au contenu")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    person.page.keyboard.press("Enter")
    expect(person.page.locator("#contenu")).to_be_focused()
    person.page.keyboard.press("Tab")
    assert person.page.evaluate("document.querySelector('main').contains(document.activeElement)")


def test_focus_is_seen_wherever_it_goes(person):
    person.enter("agent", path="/admin/")
    for path in ("/", "/demarches/prime-velo/", "/connexion/", "/profil/", "/admin/"):
        person.visit(path)
        assert_focus_is_seen(person)


def test_step_is_filled_and_sent_with_the_keyboard_alone(person):
    person.enter("citoyen", path="/demarches/prime-velo/commencer/")
    person.start("prime-velo")
    page = person.page
    person.reach('button[value="continue"]')
    with page.expect_navigation():
        page.keyboard.press("Enter")

    person.reach('[name="type"]')
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    person.reach('[name="etat"]')
    page.keyboard.press("ArrowDown")
    person.reach('[name="professionnel"]')
    page.keyboard.press("Space")
    person.reach('[name="vendeur"]')
    page.keyboard.type("1999990144")
    person.reach('[name="date_achat"]')
    page.keyboard.type("2/3/2026")
    person.reach('[name="prix"]')
    page.keyboard.type("1250")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/etapes/usage/$"))

    person.fill_all()
    for key in ("exactitude", "donnees_personnelles", "une_seule_prime"):
        person.reach(f'[data-kind="declaration"][data-field$="{key}"] input')
        page.keyboard.press("Space")
    person.reach('main button[value="submit"]')
    with page.expect_navigation():
        page.keyboard.press("Space")
    assert person.reference.startswith("ME-")


def test_case_officer_takes_up_writes_and_decides_with_the_keyboard_alone(person, walker):
    reference = walker("citoyen").complete("prime-velo").reference
    person.enter(OFFICER, path="/admin/")
    case, page = open_dossier(person, reference), person.page
    assert_focus_is_seen(person)
    page.reload()
    press(person, 'form[action$="/prendre/"] button')
    press(person, 'main a[href$="/messages/"]')
    press(person, 'main button[value="submit"]')
    expect(page.locator(".error-summary")).to_be_focused()
    person.reach(".error-summary a")
    page.keyboard.press("Enter")
    expect(page.locator('[name="text"]')).to_be_focused()
    page.keyboard.type("Bonjour.")
    press(person, 'main button[value="submit"]')
    expect(page.locator(".conversation")).to_contain_text("Bonjour.")
    assert_focus_is_seen(person)

    person.visit(case)
    press(person, 'main a[href$="/decision/"]')
    press(person, 'main button[value="preview"]')
    expect(page.locator(".error-summary")).to_be_focused()
    person.reach('[name="outcome"]')
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    expect(page.locator('[value="partly_accepted"]')).to_be_checked()
    person.reach('[name="reasons"]')
    page.keyboard.type("Le casque n’est pas couvert.")
    press(person, 'main button[value="preview"]')
    assert_focus_is_seen(person)
    press(person, 'main button[value="confirm"]', "Space")
    expect(page.locator("main .tag").first).to_have_text("Accepté en partie")


def test_account_menu_opens_and_closes_with_the_keyboard(person):
    person.enter("citoyen")
    person.reach(".menu summary")
    person.page.keyboard.press("Enter")
    expect(person.page.get_by_role("link", name="Mon profil")).to_be_visible()
    person.page.keyboard.press("Escape")
    expect(person.page.get_by_role("link", name="Mon profil")).to_be_hidden()
    expect(person.page.locator(".menu summary")).to_be_focused()
