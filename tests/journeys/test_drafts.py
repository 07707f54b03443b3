"""A draft is deleted, found in the trash, restored, deleted again and erased, with and without scripts."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.journeys.keyboard import press
from tests.journeys.service import follow_to
from tests.journeys.setting import SETTINGS

pytestmark = pytest.mark.browser
DRAFTS = "/espace/citoyen/dossiers/?etat=brouillons"


@pytest.mark.parametrize("setting", SETTINGS, ids=str)
def test_citizen_deletes_a_draft_and_restores_it(setting, citizen, walker, looks):
    begun, person = walker(setting.persona).start("prime-velo"), citizen
    dossier = begun.url.partition("/etapes/")[0].partition("//")[2].partition("/")[2]
    person.visit(f"/{dossier}/")
    looks(person)
    delete(setting, person, f"/{dossier}/supprimer/", looks)
    looks(person)
    person.visit(DRAFTS)
    follow_to(person, "/corbeille/")
    looks(person)
    with person.page.expect_navigation():
        person.page.locator(f'form[action="/{dossier}/restaurer/"] button').click()
    restored = setting.says("Le brouillon est restauré, avec ses réponses et ses documents.")
    expect(person.page.locator(".messages")).to_contain_text(restored)
    expect(person.page).to_have_url(f"{person.site}{begun.url.partition(person.site)[2]}")

    delete(setting, person, f"/{dossier}/supprimer/")
    follow_to(person, f"/{dossier}/effacer/")
    looks(person)
    press(person, "main form button")
    gone = setting.says("Les réponses et les documents du brouillon sont effacés.")
    expect(person.page.locator(".messages")).to_contain_text(gone)
    expect(person.page.locator(f'form[action="/{dossier}/restaurer/"]')).to_have_count(0)
    looks(person)


def delete(setting, person, path: str, looks=lambda _person: None) -> None:
    """Delete a draft from the page that asks whether it may go."""
    person.visit(path)
    looks(person)
    with person.page.expect_navigation():
        person.page.locator("main form button").click()
    kept = setting.says("Le brouillon est dans la corbeille. Vous pouvez le restaurer.")
    expect(person.page.locator(".messages")).to_contain_text(kept)
