"""A service asks for more, the person begins to answer, and the service no longer waits: both are told."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from tests.journeys.service import OFFICER, follow_to, open_dossier, press_for

pytestmark = pytest.mark.browser

WANTED = "La facture est illisible. Merci d’en envoyer une autre, et de vérifier le prix."


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
    for box in boxes:
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
