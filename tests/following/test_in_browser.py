"""A company’s table in a real Chromium: by keyboard, without scripts, in large text, in four languages."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from dossiers.states import State
from enterprises.rights.permissions import Role
from tests.journeys.accessibility import defects
from tests.journeys.large_text import lost_when_large
from tests.lists.conftest import base_url, browser_context_args, browser_type_launch_args, demarches
from tests.lists.factories import many_dossiers
from tests.lists.test_in_browser import enter
from tests.support.enterprise_factories import EnterpriseFactory, MembershipFactory
from tests.support.factories import PersonFactory

__all__ = ["base_url", "browser_context_args", "browser_type_launch_args", "demarches", "enter"]

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

NARROW = 320


@pytest.fixture
def listed(enter):
    """Return the address of the dossiers of an enterprise: 25 wait for it, three are refused."""
    enterprise = EnterpriseFactory(name="Grands Magasins de la Meuse et Fils SA")
    person = PersonFactory(first_name="Nadia", last_name="El Amrani")
    MembershipFactory(enterprise=enterprise, user=person, role=Role.PROPRIETAIRE)
    many_dossiers(enterprise, person, 25)
    many_dossiers(enterprise, person, 3, state=State.REFUSED)
    return f"{enter(person)}/espace/{enterprise.number}/dossiers/"


def test_it_is_filtered_by_keyboard_without_scripts(browser, page, listed):
    quiet = browser.new_context(
        java_script_enabled=False, locale="fr-BE", storage_state=page.context.storage_state()
    )
    tab = quiet.new_page()
    tab.goto(listed)
    expect(tab.locator("main")).to_contain_text("28 dossiers")
    tab.get_by_text("Filtrer et trier").focus()
    tab.keyboard.press("Enter")
    tab.get_by_label("État", exact=True).focus()
    tab.keyboard.type("Refusé")
    tab.get_by_role("button", name="Appliquer").focus()
    tab.keyboard.press("Enter")
    expect(tab.locator("main")).to_contain_text("3 dossiers")
    tab.get_by_role("link", name="Retirer le filtre État").focus()
    tab.keyboard.press("Enter")
    expect(tab.locator("main")).to_contain_text("28 dossiers")
    tab.get_by_role("navigation", name="Grands Magasins").get_by_role("link", name="Brouillons").focus()
    tab.keyboard.press("Enter")
    expect(tab.locator("h1")).to_have_text("Brouillons")
    quiet.close()


def test_the_file_comes_each_time_one_asks(page, listed):
    page.goto(f"{listed}?etat=refuses")
    for _time in range(2):
        with page.expect_download() as coming:
            page.get_by_role("button", name="Télécharger ces dossiers").click()
        assert coming.value.suggested_filename.startswith("dossiers-")
        assert len(coming.value.path().read_text().splitlines()) == 4


def test_columns_where_there_is_room_else_cards(page, listed):
    for language in ("fr", "de", "nl", "en"):
        page.set_viewport_size({"width": 1280, "height": 900})
        page.goto(listed)
        if language != "fr":
            page.locator(f"header button[value='{language}']").click()
        expect(page.locator("html")).to_have_attribute("lang", language)
        page.locator("details.filters > summary").click()
        assert page.locator("table.records").evaluate("one => getComputedStyle(one).display") == "table"
        assert defects(page) == [], language
        page.set_viewport_size({"width": NARROW, "height": 640})
        assert page.locator("table.records").evaluate("one => getComputedStyle(one).display") == "block"
        assert page.evaluate("document.documentElement.scrollWidth") <= NARROW, language
        assert defects(page) == [], language
        assert lost_when_large(page) == [], language
