"""A service asks for more: the person answers with a document, the officer sees what it changes."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from tests.filling.samples import pdf
from tests.journeys.outside import within
from tests.journeys.service import OFFICER, follow_to, open_dossier, press_for, speak

pytestmark = pytest.mark.browser

BAKERY = "1999990144"
WANTED = "La facture est illisible. Merci d’en envoyer une autre, et de vérifier le prix."
SECONDS_TO_SCAN = 20


def ask(officer, reference: str, boxes: list[str], looks) -> str:
    """Take the dossier up, ask for these questions, and return its address."""
    case = open_dossier(officer, reference)
    press_for(officer, "/prendre/")
    follow_to(officer, "/complement/")
    looks(officer.page)
    officer.act("ask")
    expect(officer.page.locator(".error-summary")).to_contain_text("Expliquez ce que vous demandez")
    looks(officer.page)
    officer.page.locator('[name="text"]').fill(WANTED)
    due_on = timezone.localdate() + timedelta(days=14)
    officer.page.locator('[name="due_on"]').fill(due_on.isoformat())
    for box in boxes or [officer.page.locator('main [type="checkbox"]').first.get_attribute("value")]:
        officer.page.locator(f'[type="checkbox"][value="{box}"]').check()
    officer.act("ask")
    expect(officer.page.locator("main")).to_contain_text("Le service attend la réponse.")
    looks(officer.page)
    return case


def find(person, space: str, reference: str, looks) -> None:
    """From « À faire », open the dossier that waits, then what is asked, then the first open step."""
    person.visit(f"/espace/{space}/")
    card = person.page.locator(".card", has_text=reference)
    expect(card).to_contain_text("À répondre au plus tard le")
    looks(person.page)
    with person.page.expect_navigation():
        card.get_by_role("link").first.click()
    expect(person.page.locator("main")).to_contain_text(WANTED)
    looks(person.page)
    person.follow("Répondre")
    looks(person.page)
    person.follow("Compléter mon dossier")


def check_scanned(person) -> None:
    """Wait on the review until the new document may be sent."""

    def is_scanned() -> bool:
        person.page.reload()
        return "Nous vérifions encore" not in person.page.locator("main").inner_text()

    within(SECONDS_TO_SCAN, is_scanned)


@pytest.mark.parametrize("has_scripts", [True, False], ids=["scripts, 360 px", "no scripts, 1280 px"])
def test_citizen_answers_with_a_document_and_the_officer_sees_what_changes(
    has_scripts, new_person, walker, audit
):
    reference = walker("citoyen").complete("prime-velo").reference
    width = 360 if has_scripts else 1280
    browser = {"java_script_enabled": has_scripts, "viewport": {"width": width, "height": 800}}
    officer, citizen = new_person(**browser), new_person(**browser)

    def looks(page) -> None:
        if has_scripts:
            audit(page)
            page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), page.url

    officer.sign_in(OFFICER, path="/admin/")
    case = ask(officer, reference, ["velo.prix", "pieces.facture"], looks)

    citizen.sign_in("citoyen")
    find(citizen, "citoyen", reference, looks)
    looks(citizen.page)
    expect(citizen.page.locator('main [name="prix"]')).to_have_count(1)
    expect(citizen.page.locator('main [name="type"]')).to_have_count(0)
    citizen.page.locator('[name="prix"]').fill("1234,56")
    citizen.proceed()
    looks(citizen.page)
    file = {"name": "nouvelle-facture.pdf", "mimeType": "application/pdf", "buffer": pdf("nouvelle")}
    citizen.page.locator('[type="file"]').first.set_input_files(file)
    citizen.proceed()
    check_scanned(citizen)
    expect(citizen.page.locator("main table")).to_contain_text("234,56")
    looks(citizen.page)
    citizen.declare()
    citizen.press("Envoyer le complément")
    expect(citizen.page.locator("main")).to_contain_text("Votre complément est envoyé")
    looks(citizen.page)

    officer.visit(case)
    changed = officer.page.locator("main table").first
    expect(changed).to_contain_text("234,56")
    expect(changed).to_contain_text("nouvelle-facture.pdf")
    looks(officer.page)


def test_officer_calls_off_and_the_person_reads_why(new_person, walker, audit):
    reference = walker("citoyen").complete("prime-velo").reference
    officer, citizen = new_person(), new_person()
    officer.sign_in(OFFICER, path="/admin/")
    ask(officer, reference, ["velo.prix"], audit)
    citizen.sign_in("citoyen")
    find(citizen, "citoyen", reference, audit)
    officer.follow("Annuler la demande")
    audit(officer.page)
    officer.page.locator('[name="reason"]').fill("La facture est arrivée par la poste.")
    officer.act("cancel")
    audit(officer.page)
    citizen.page.locator('[name="prix"]').fill("777,77")
    citizen.act("continue")
    for text in ("a annulé cette demande", "arrivée par la poste", "777,77", "n’est ni enregistré ni envoyé"):
        expect(citizen.page.locator("main")).to_contain_text(text)
    audit(citizen.page)


def test_in_an_enterprise_one_prepares_and_another_sends(new_person, walker, audit):
    reference = walker("proprietaire").complete("sesam", BAKERY).reference
    officer, helper, owner = new_person(), new_person(), new_person()
    officer.sign_in(OFFICER, path="/admin/")
    ask(officer, reference, [], audit)
    helper.sign_in("collaborateur")
    speak(helper, "fr")  # this persona reads Dutch
    find(helper, BAKERY, reference, audit)
    helper.fill()
    helper.proceed()
    expect(helper.page.locator("main")).to_contain_text("Une autre personne doit envoyer ce complément")
    audit(helper.page)
    review = helper.page.url.removeprefix(helper.site)
    owner.sign_in("proprietaire")
    owner.visit(review)
    owner.declare()
    owner.press("Envoyer le complément")
    expect(owner.page.locator("main")).to_contain_text("Votre complément est envoyé")
    audit(owner.page)
