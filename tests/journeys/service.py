"""The service's side of a dossier, in any language: a case officer opens it, writes and decides."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.journeys.outside import within

if TYPE_CHECKING:
    from tests.journeys.person import Person

OFFICER = "gestionnaire"
QUEUE = "/admin/traitement/"
SECONDS_TO_ARRIVE = 20
LONGEST_WORD = "Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz"
REASONS = f"La facture ne porte que sur le vélo.\n\nLe casque n’est pas couvert : {LONGEST_WORD}."


def speak(person: Person, language: str) -> None:
    """Have the portal speak ``language``, unless it does."""
    if person.page.locator("html").get_attribute("lang") != language:
        with person.page.expect_navigation():
            person.page.locator(f'[name="page_language"][value="{language}"]').click()


def follow_to(person: Person, ending: str) -> None:
    """Follow the first link of the page's main part whose address ends so."""
    with person.page.expect_navigation():
        person.page.locator(f'main a[href$="{ending}"]').first.click()


def press_for(person: Person, ending: str) -> None:
    """Press the button of the form of the page's main part that goes to the address that ends so."""
    with person.page.expect_navigation():
        person.page.locator(f'main form[action$="{ending}"] button').click()


def open_dossier(officer: Person, reference: str) -> str:
    """Find a dossier by its reference as soon as the service has it, open it, and return its address."""

    def is_found() -> bool:
        officer.visit(QUEUE)
        officer.page.locator('[name="reference"]').fill(reference)
        press_for(officer, "/trouver/")
        return "/trouver/" not in officer.page.url

    within(SECONDS_TO_ARRIVE, is_found)
    return officer.page.url.removeprefix(officer.site)


def write(person: Person, text: str, *, document: bytes = b"") -> None:
    """Write and send a message on the page of a conversation, of either side."""
    person.page.locator('[name="text"]').fill(text)
    if document:
        file = {"name": "facture.png", "mimeType": "image/png", "buffer": document}
        person.page.locator('[name="documents"]').set_input_files(file)
    person.act("submit")


def fill_decision(officer: Person, outcome: str, reasons: str = REASONS) -> None:
    """Choose the outcome and write the reasons, on the page of a decision."""
    officer.page.locator(f'[name="outcome"][value="{outcome}"]').check()
    officer.page.locator('[name="reasons"]').fill(reasons)
