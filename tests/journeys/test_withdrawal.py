"""A citizen takes a request back, in every language, with and without scripts; its service is told."""

from __future__ import annotations

from dataclasses import replace

import pytest
from playwright.sync_api import expect

from dossiers.states import STATE_WORDS, State
from tests.journeys.keyboard import assert_focus_is_seen, press, type_into
from tests.journeys.outside import within
from tests.journeys.service import follow_to
from tests.journeys.setting import SETTINGS

pytestmark = pytest.mark.browser
SECONDS = 10
REASON = "Le vélo est rendu."
OTHER_WAY = [replace(one, has_scripts=not one.has_scripts) for one in SETTINGS]
"""The same languages and widths, with the other kind of browser."""


@pytest.mark.parametrize("setting", [*SETTINGS, *OTHER_WAY], ids=str)
def test_citizen_withdraws(setting, citizen, walker, looks):
    reference, person = walker(setting.persona).complete("prime-velo").reference, citizen
    person.visit("/espace/citoyen/dossiers/")
    looks(person)
    find(person, reference)
    looks(person)
    page = person.page.url
    follow_to(person, "/refaire/")
    looks(person)
    person.page.goto(page)
    follow_to(person, "/retrait/")
    expect(person.page.locator("h1")).to_have_text(setting.says("Retirer cette demande\u00a0?"))
    looks(person)
    person.page.locator('[name="reason"]').fill(REASON)
    person.act("submit")
    assert_withdrawn(setting, person)
    looks(person)


def find(person, reference: str) -> None:
    """Open a dossier from the list of one's space."""
    with person.page.expect_navigation():
        person.page.locator("main :is(li, tr, .card)", has_text=reference).get_by_role("link").first.click()


def assert_withdrawn(setting, person) -> None:
    """The page of the dossier says so, why, and that oneself did it; it cannot be done again."""
    main = person.page.locator("main")
    expect(main.locator(".tag").first).to_have_text(setting.says("Retiré"))
    expect(person.page.locator(".messages")).to_contain_text(setting.says("La demande est retirée."))
    expect(main).to_contain_text(setting.says(str(STATE_WORDS[State.WITHDRAWN])))
    expect(main).to_contain_text(REASON)
    last = main.locator(".timeline > li").last.locator("li").last
    expect(last).to_contain_text(setting.says("Retiré"))
    expect(last).to_contain_text(setting.says("Vous"))
    expect(main.locator('a[href$="/retrait/"]')).to_have_count(0)


def test_service_is_told_of_a_withdrawal_with_the_keyboard_alone(person, walker, outside):
    reference = walker("citoyen").complete("prime-velo").reference
    person.enter("citoyen")
    person.visit("/espace/citoyen/dossiers/")
    find(person, reference)
    press(person, 'main a[href$="/retrait/"]')
    assert_focus_is_seen(person)
    person.page.reload()
    type_into(person, '[name="reason"]', REASON)
    press(person, 'main button[value="submit"]', "Space")
    assert_withdrawn(SETTINGS[0], person)
    [mail] = within(
        SECONDS, lambda: [one for one in outside.mails(about=reference) if "retiré" in one["text"]]
    )
    assert "Delvaux" not in mail["text"]
    assert "Le vélo est rendu" not in mail["text"]


def test_case_officer_enters_the_agents_pages(person, audit):
    person.enter("gestionnaire", path="/admin/")
    expect(person.page.locator("h1")).to_have_text("Espace des agents")
    audit(person.page)
