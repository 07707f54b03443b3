"""A citizen takes a request back, with and without scripts; the service is told. A case officer enters."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.journeys.outside import within

pytestmark = pytest.mark.browser
SECONDS = 10


def take_back(person, reference: str, reason: str, looks) -> None:
    """From the space, open the dossier, read what a withdrawal means, and withdraw."""
    person.visit("/espace/citoyen/dossiers/")
    person.page.locator("main").get_by_role("link").filter(has_text="Prime").first.click()
    expect(person.page.locator("main")).to_contain_text(reference)
    looks(person.page)
    person.follow("Retirer la demande")
    expect(person.page.locator("h1")).to_contain_text("Retirer cette demande")
    looks(person.page)
    person.page.locator('[name="reason"]').fill(reason)
    person.press("Retirer la demande")
    expect(person.page.locator("main")).to_contain_text("Cette demande est retirée")
    expect(person.page.locator("main")).to_contain_text(reason)
    expect(person.page.get_by_role("link", name="Retirer la demande")).to_have_count(0)
    looks(person.page)


def test_citizen_withdraws_and_the_service_is_told(person, walker, outside, audit):
    reference = walker("citoyen").complete("prime-velo").reference
    person.enter("citoyen")
    take_back(person, reference, "Le vélo est rendu.", audit)
    mails = within(
        SECONDS, lambda: [one for one in outside.mails(about=reference) if "retiré" in one["text"]]
    )
    assert len(mails) == 1
    assert "Delvaux" not in mails[0]["text"]
    assert "Le vélo est rendu" not in mails[0]["text"]


def test_citizen_withdraws_without_scripts(new_person, walker):
    reference = walker("citoyen").complete("prime-velo").reference
    person = new_person(java_script_enabled=False)
    person.enter("citoyen")
    take_back(person, reference, "Sans script.", lambda _page: None)


def test_case_officer_enters_the_agents_pages(person, audit):
    person.enter("gestionnaire", path="/admin/")
    expect(person.page.locator("h1")).to_have_text("Espace des agents")
    audit(person.page)
