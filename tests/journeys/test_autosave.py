"""What is typed is there again on another device, without a button; without a connection the page says so."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.person import STEP

pytestmark = pytest.mark.browser
PHONE = {"width": 360, "height": 800}
LAST = "main form#etape :is(input[type=text], input:not([type]), input[type=tel], input[type=email]):enabled"


def test_what_is_typed_before_the_tab_is_closed_is_there_elsewhere(new_person, walker, looks):
    begun = walker("citoyen").start("prime-velo")
    path = begun.url.partition("//")[2].partition("/")[2]
    dossier = path.partition("/etapes/")[0]
    desk = new_person()
    desk.enter("citoyen", path=f"/{path}")
    typed = desk.page.locator(LAST).last
    name = typed.get_attribute("id")
    typed.fill("En cours de frappe")
    status = desk.page.locator("#frappe")
    with desk.page.expect_response(re.compile("/frappe/$")) as kept:
        expect(status).to_contain_text(re.compile(r"Enregistré\s+à \d\d:\d\d"))
    assert kept.value.ok
    looks(desk)

    typed.fill("Plus loin")
    with desk.page.context.expect_event("response", lambda one: one.url.endswith("/frappe/")):
        desk.page.evaluate(
            "Object.defineProperty(document, 'hidden', { value: true, configurable: true });"
            "document.dispatchEvent(new Event('visibilitychange'))"
        )
    desk.page.close()

    phone = new_person(viewport=PHONE)
    phone.enter("citoyen", path=f"/{dossier}/etapes/")
    assert STEP.search(phone.page.url)
    expect(phone.page).to_have_url(re.compile(f"#{name}$"))
    expect(phone.page.locator(f"#{name}")).to_have_value("Plus loin")
    expect(phone.page.locator(f"#{name}")).to_be_in_viewport()
    expect(phone.page.locator("main")).to_contain_text("pas encore confirmé : vérifiez, puis continuez")
    looks(phone)

    phone.page.context.set_offline(True)
    phone.page.locator(f"#{name}").fill("Dans le train")
    expect(phone.page.locator("#frappe")).to_have_text("Pas encore enregistré\u00a0: vous êtes hors ligne.")
    expect(phone.page.locator("#frappe")).to_be_in_viewport()
    looks(phone)
    phone.page.context.set_offline(False)
    expect(phone.page.locator("#frappe")).to_contain_text("à ")
