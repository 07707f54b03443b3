"""Files are sent when chosen or dropped, seen and taken away at once; without scripts by the page's form."""

from __future__ import annotations

import re
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Error, expect

from tests.filling.samples import infected_pdf, pdf, picture
from tests.journeys.accessibility import defects

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page, Route

    from tests.journeys.person import Person

pytestmark = pytest.mark.browser
PHONE = {"width": 360, "height": 800}
SENT_TO = "**/etapes/pieces/documents/"


def at_documents(person: Person, walker) -> Page:
    """Come to the step of the documents of a new request, whose other steps are filled in."""
    somebody = walker()
    page = somebody.start("prime-velo")
    while "/etapes/pieces/" not in page.url:
        page = somebody.fill(page)
    cookies = somebody.browser.cookies(person.site)
    person.page.context.add_cookies(
        [{"name": name, "value": value, "url": person.site} for name, value in cookies.items()]
    )
    person.page.set_viewport_size(PHONE)
    person.page.goto(page.url)
    return person.page


def file(name: str, content: bytes | None = None) -> dict[str, object]:
    return {"name": name, "mimeType": "application/pdf", "buffer": pdf(name) if content is None else content}


def invoices(page: Page) -> Locator:
    return page.locator('[data-field="facture"]')


def row(page: Page, name: str) -> Locator:
    return invoices(page).locator(".documents__item").filter(has_text=name)


def choose(page: Page, *files: dict[str, object]) -> None:
    invoices(page).locator('[type="file"]').set_input_files(list(files))


def button(page: Page, name: str, what: str) -> Locator:
    return row(page, name).get_by_role("button", name=what)


def held(page: Page) -> list[Route]:
    """Hold what is sent from now on, to be let go by the test."""
    routes: list[Route] = []

    def hold(route: Route) -> None:
        routes.append(route)

    page.route(SENT_TO, hold)
    return routes


def let_go(page: Page, routes: list[Route]) -> None:
    for route in routes:
        with suppress(Error):  # the page has taken it back
            route.continue_()
    page.unroute(SENT_TO)


def test_files_go_three_at_once_and_each_says_what_becomes_of_it(person, walker):
    page = at_documents(person, walker)
    routes = held(page)
    choose(page, file("a.pdf"), file("virus.pdf", infected_pdf()), file("c.pdf"), file("d.pdf"))
    expect(row(page, "c.pdf")).to_contain_text("En cours d’envoi")
    expect(row(page, "d.pdf")).to_contain_text("En attente")
    expect(row(page, "a.pdf").get_by_role("progressbar", name="a.pdf")).to_be_visible()
    assert len(routes) == 3
    assert defects(page) == []
    button(page, "c.pdf", "Annuler").click()
    expect(row(page, "c.pdf")).to_have_count(0)
    expect(page.locator("#envois")).to_contain_text("L’envoi du fichier c.pdf est annulé.")
    expect(invoices(page).locator('[type="file"]')).to_be_focused()
    let_go(page, routes)
    for name in ("a.pdf", "d.pdf"):
        expect(row(page, name)).to_contain_text("Vérifié")
        expect(row(page, name).get_by_role("link", name="Voir")).to_be_visible()
    expect(row(page, "virus.pdf")).to_contain_text("virus.pdf contient un virus")
    assert defects(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    button(page, "virus.pdf", "Fermer ce message").click()
    person.proceed()
    page.go_back()
    page.reload()
    expect(invoices(page).locator("[data-document]")).to_have_count(2)


def test_the_page_goes_on_when_the_files_are_there_and_not_without_those_that_are_lost(person, walker):
    page = at_documents(person, walker)
    page.route(SENT_TO, lambda route: route.abort())
    choose(page, file("a.pdf"))
    expect(row(page, "a.pdf")).to_contain_text("Le fichier a.pdf n’est pas ajouté. La connexion ne passe pas")
    page.locator('main button[value="continue"]').click()
    expect(page.locator("#envois-retenus")).to_contain_text("Réessayez ou fermez le message")
    page.unroute(SENT_TO)
    routes = held(page)
    expect(button(page, "a.pdf", "Réessayer")).to_be_focused()
    page.keyboard.press("Enter")
    expect(row(page, "a.pdf")).to_contain_text("En cours d’envoi")
    page.locator('main button[value="continue"]').click()
    expect(page.locator("#envois-retenus")).to_contain_text("encore en cours d’envoi")
    with page.expect_navigation():
        let_go(page, routes)
    assert "/etapes/pieces/" not in page.url
    page.go_back()
    page.reload()
    expect(invoices(page).locator("[data-document]")).to_have_count(1)


def test_documents_are_dropped_seen_and_taken_away_by_the_keyboard(person, walker):
    page = at_documents(person, walker)
    dropped = page.evaluate_handle(
        """content => {
            const data = new DataTransfer();
            data.items.add(new File([new Uint8Array(content)], "photo.png", { type: "image/png" }));
            return data;
        }""",
        list(picture("PNG")),
    )
    invoices(page).locator(".uploads").dispatch_event("drop", {"dataTransfer": dropped})
    expect(row(page, "photo.png")).to_contain_text("Vérifié")
    with page.expect_popup() as opened:
        row(page, "photo.png").get_by_role("link", name="Voir").press("Enter")
    expect(opened.value).to_have_url(re.compile(r"/voir/$"))
    opened.value.close()
    button(page, "photo.png", "Retirer").press("Enter")
    expect(row(page, "photo.png")).to_have_count(0)
    expect(page.locator("#envois")).to_contain_text("Le fichier photo.png est retiré.")
    expect(invoices(page).locator('[type="file"]')).to_be_focused()


def test_a_session_that_is_over_is_said_beside_the_file(person, walker):
    page = at_documents(person, walker)
    page.context.clear_cookies(name="session")
    choose(page, file("a.pdf"))
    expect(row(page, "a.pdf")).to_contain_text("Votre session est terminée")
    expect(row(page, "a.pdf")).to_contain_text("Ce que vous avez écrit reste sur cette page")


def test_without_scripts_the_page_adds_and_takes_away(new_person, walker):
    person = new_person(java_script_enabled=False)
    page = at_documents(person, walker)
    choose(page, file("a.pdf"), file("note.docx", b"PK"))
    person.act("upload")
    expect(page.locator(".error-summary")).to_contain_text("note.docx n’est pas accepté")
    expect(row(page, "a.pdf")).to_contain_text("Vérifié")
    expect(row(page, "a.pdf").get_by_role("link", name="Voir")).to_be_visible()
    with page.expect_navigation():
        button(page, "a.pdf", "Retirer").click()
    expect(page.locator("main")).to_contain_text("Le document est retiré")
    expect(row(page, "a.pdf")).to_have_count(0)
