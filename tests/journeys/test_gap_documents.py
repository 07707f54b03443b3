"""Somebody whom the BCE does not know proves by a document whom they represent, then invites."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.outside import within

pytestmark = pytest.mark.browser

CLUB = "1999990342"  # the BCE knows nobody who represents it
ASK = "/espaces/mon-entreprise/document/"


def ask(person, audit, number: str = CLUB) -> str:
    """Send a request with a document, from the page where the BCE says no, and return its reference."""
    person.enter("sans-entreprise", path="/espaces/mon-entreprise/representant/")
    person.page.locator('[data-field="number"] input').fill(number)
    person.act("continue")
    audit(person.page)
    person.follow("Demander avec un document")
    audit(person.page)
    person.act("submit")
    expect(person.page).to_have_title(re.compile(r"^Erreur\s: "))
    audit(person.page)
    person.page.locator('[data-field="quality"] input[value="representative"]').check()
    person.choose_file(person.page.locator('[data-field="documents"]'))
    person.page.locator('[data-field="remark"] textarea').fill("Moniteur belge du 12/11/2026")
    person.act("submit")
    audit(person.page)
    return person.reference


def test_person_asks_with_a_document_agent_grants_and_person_invites(new_person, outside, audit):
    person, agent = new_person(), new_person()
    reference = ask(person, audit)
    receipt = person.page.url
    assert reference.startswith("GA-")
    person.visit("/espaces/mes-demandes/")
    expect(person.page.locator("main")).to_contain_text(reference)
    audit(person.page)

    agent.enter("agent", path="/admin/")
    audit(agent.page)
    agent.page.locator(".agents-nav").get_by_role("link", name="Demandes sur document").click()
    audit(agent.page)
    agent.follow(reference)
    expect(agent.page.locator("main")).not_to_contain_text("Mathieu")
    audit(agent.page)
    agent.press("Ouvrir la demande")
    expect(agent.page.locator("main")).to_contain_text("Lucas Mathieu")
    audit(agent.page)
    with agent.page.expect_download() as download:
        agent.page.locator('main a[href*="/documents/"]').first.click()
    assert download.value.suggested_filename == "facture.png"
    agent.act("grant")
    expect(agent.page).to_have_title(re.compile(r"^Erreur\s: "))
    audit(agent.page)
    agent.page.locator('[data-field="evidence"] input').fill("Moniteur belge du 12/11/2026")
    agent.act("grant")
    expect(agent.page.locator(".messages")).to_contain_text("gère maintenant les accès")
    audit(agent.page)

    within(10, lambda: [one for one in outside.mails("Vous gérez désormais") if "lucas" in str(one).lower()])
    person.page.goto(receipt)
    audit(person.page)
    person.follow("Gérer les accès")
    invite(person, CLUB)


def invite(person, number):
    person.follow("Inviter une personne")
    person.page.locator('[data-field="email"] input').fill("greta.schmitz@beispiel.be")
    person.page.locator('[data-field="name"] input').fill("Greta Schmitz")
    person.page.locator('[data-field="role"] input[value="collaborateur"]').check()
    person.act("submit")
    expect(person.page.locator(".messages")).to_contain_text("invitation est envoyée")


def test_agent_reads_who_may_act_for_an_enterprise(new_person, audit):
    agent = new_person()
    agent.enter("agent", path="/admin/entreprises/")
    audit(agent.page)
    agent.page.locator('[data-field="text"] input').fill("boulangerie lemaire")
    agent.press("Rechercher")
    audit(agent.page)
    agent.follow("Boulangerie Lemaire SRL")
    expect(agent.page.locator("main")).not_to_contain_text("Hermans")
    audit(agent.page)
    agent.page.get_by_label("Appel téléphonique").check()
    agent.press("Ouvrir l’entreprise")
    expect(agent.page.locator("main")).to_contain_text("Isabelle Hermans")
    audit(agent.page)
