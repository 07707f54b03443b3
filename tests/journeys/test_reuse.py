"""On a phone, with and without scripts, a document of one dossier is chosen for another."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.journeys.test_uploads import PHONE, choose, file, row

pytestmark = pytest.mark.browser
LINK = "Choisir parmi vos documents"


def documents_of_new_request(somebody) -> str:
    """Begin a request, fill in all before its documents, and return the address of these."""
    page = somebody.start("prime-velo")
    while "/etapes/pieces/" not in page.url:
        page = somebody.fill(page)
    return page.url


@pytest.mark.parametrize("scripts", [True, False])
def test_a_document_of_another_request_is_chosen(new_person, walker, looks, scripts):
    person, somebody = new_person(java_script_enabled=scripts), walker()
    first, second = documents_of_new_request(somebody), documents_of_new_request(somebody)
    cookies = somebody.browser.cookies(person.site)
    person.page.context.add_cookies(
        [{"name": name, "value": value, "url": person.site} for name, value in cookies.items()]
    )
    page = person.page
    page.set_viewport_size(PHONE)
    page.goto(first)
    choose(page, file("bail.pdf"))
    if not scripts:
        person.act("upload")
    expect(row(page, "bail.pdf")).to_contain_text("Vérifié")
    page.goto(second)
    question = page.locator('[data-field="facture"]')
    question.get_by_role("button", name=LINK).focus()
    with page.expect_navigation(url="**/etapes/pieces/documents/facture/"):
        page.keyboard.press("Enter")
    if scripts:
        looks(person)
    page.get_by_role("radio", name="bail.pdf").or_(page.get_by_role("checkbox", name="bail.pdf")).check()
    person.press("Ajouter à ma demande")
    expect(page.locator("main")).to_contain_text("Le document est ajouté")
    expect(row(page, "bail.pdf")).to_contain_text("Vérifié")
