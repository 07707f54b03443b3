"""An agent of the helpdesk finds a dossier with what the caller has, and opens it for a reason."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.outside import within

pytestmark = pytest.mark.browser

BAKERY = "1999990144"


@pytest.fixture
def agent(person, audit):
    """An agent at the search page."""
    person.looks = audit
    person.enter("agent", path="/admin/")
    return person


def search(agent, text: str) -> list[str]:
    """Return what the list of results says, row by row."""
    agent.page.get_by_role("textbox", name="Ce que la personne vous dicte").fill(text)
    agent.press("Rechercher")
    return agent.page.locator("tbody tr").all_inner_texts()


def test_agent_finds_and_reads_a_dossier_when_stating_a_reason(agent, walker, outside, audit):
    reference = walker("citoyen").complete("prime-velo").reference
    received = within(5, lambda: outside.received(reference))
    audit(agent.page)
    for text in (reference, reference.lower().replace("-", " "), "Delvaux", "78.03.14-901.47"):
        assert any(reference in row for row in search(agent, text)), text
    audit(agent.page)

    agent.page.get_by_role("link", name=reference).click()
    expect(agent.page.locator("main")).not_to_contain_text("BE71")
    audit(agent.page)
    agent.press("Ouvrir le dossier")
    expect(agent.page).to_have_title(re.compile(r"^Erreur\s: Pourquoi"))
    audit(agent.page)
    agent.page.get_by_label("Appel téléphonique").check()
    agent.press("Ouvrir le dossier")

    opened = agent.page.locator("main")
    expect(opened).to_contain_text("motif : Appel téléphonique")
    expect(agent.page.locator(".timeline")).to_contain_text("Envoyé")
    expect(opened).to_contain_text(received[0]["service_reference"])
    expect(opened).to_contain_text("HTTP 201")
    expect(opened).to_contain_text("BE71 0961 2345 6769")
    audit(agent.page)


def test_agent_finds_an_enterprise_s_dossier_by_its_number(agent, walker):
    reference = walker("proprietaire").complete("sesam", BAKERY).reference
    for text in ("1999.990.144", "BE 1999 990 144", "Boulangerie"):
        assert any(reference in row for row in search(agent, text)), text


def test_agent_is_told_what_is_wrong_when_nothing_is_found(agent, audit):
    assert search(agent, "ME-0000-0000-00") == []
    expect(agent.page.locator("main [role=status]")).to_contain_text("contient une faute")
    assert search(agent, "78031490100") == []
    expect(agent.page.locator("main [role=status]")).to_contain_text("ni un numéro BCE")
    audit(agent.page)


def test_supervisor_sees_who_opened_what(person, audit):
    person.enter("superviseur", path="/admin/")
    for path in (
        "/admin/consultations/",
        "/admin/a-reprendre/",
        "/admin/pannes/",
        "/admin/pannes/nouvelle/",
        "/admin/journal/event/",
        "/admin/mail/mail/",
    ):
        person.visit(path)
        expect(person.page.locator("h1")).to_have_count(1)
        audit(person.page)


def test_citizen_has_no_way_into_the_agents_pages(person):
    person.enter("citoyen")
    answer = person.page.goto(f"{person.site}/admin/")
    assert answer.status == 403
