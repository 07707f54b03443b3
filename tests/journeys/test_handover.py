"""A Collaborateur tells the Propriétaire that a request is ready, who finds it whole."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.journeys.keyboard import assert_focus_is_seen, press, type_into
from tests.journeys.outside import within
from tests.journeys.service import follow_to
from tests.journeys.setting import Setting

pytestmark = pytest.mark.browser

BAKERY = "1999990144"
SECONDS_TO_ARRIVE = 20
WORDS = "Gelieve het rekeningnummer na te kijken."
SETTINGS = [
    Setting("nl", "collaborateur", has_scripts=has_scripts, width=360) for has_scripts in (True, False)
]


@pytest.fixture
def dossier(setting, walker, portal) -> str:
    """The address of a request that the Collaborateur has filled in."""
    somebody = walker(setting.persona)
    page = somebody.start("sesam", BAKERY)
    while not page.url.endswith("/recapitulatif/"):
        page = somebody.fill(page)
    return page.url.removesuffix("recapitulatif/").removeprefix(portal.url)


@pytest.fixture
def owner(setting, new_person):
    """The Propriétaire, with a browser of the same kind."""
    person = new_person(**setting.browser)
    person.enter("proprietaire")
    return person


@pytest.fixture
def letter(dossier, outside):
    """Waits for the mail about the draft, and returns its text."""

    def wait() -> str:
        [mail] = within(SECONDS_TO_ARRIVE, lambda: outside.mails(f"{dossier}etapes/"))
        return mail["text"]

    return wait


@pytest.fixture
def told(setting, citizen, dossier, looks) -> None:
    """The Collaborateur has told the Propriétaire, at the second try."""
    citizen.visit(f"{dossier}recapitulatif/")
    looks(citizen)
    follow_to(citizen, f"{dossier}prevenir/")
    expect(citizen.page.locator("h1")).to_have_text(setting.says("Prévenir une personne qui peut envoyer"))
    expect(citizen.page.locator('[name="colleague"]')).to_be_checked()
    assert_focus_is_seen(citizen)
    type_into(citizen, '[name="message"]', "Zie www.exemple.be")
    press(citizen, "main form button")
    expect(citizen.page.locator(".error-summary")).to_be_visible()
    expect(citizen.page.locator('[name="message"]')).to_have_value("Zie www.exemple.be")
    looks(citizen)
    citizen.page.locator('[name="message"]').fill(WORDS)
    press(citizen, "main form button")
    expect(citizen.page.locator(".messages")).to_contain_text("Nadia El Amrani")
    looks(citizen)
    follow_to(citizen, f"{dossier}confier/")
    looks(citizen)


@pytest.mark.parametrize("setting", SETTINGS, ids=str)
@pytest.mark.usefixtures("told")
def test_who_may_send_is_told_and_opens_the_draft_as_it_was_left(owner, dossier, letter, looks):
    assert WORDS in letter()
    owner.visit(f"{dossier}etapes/")
    expect(owner.page).to_have_url(f"{owner.site}{dossier}recapitulatif/")
    looks(owner)
    owner.visit(f"/espace/{BAKERY}/dossiers/?etat=brouillons")
    expect(owner.page.locator("main")).to_contain_text("Confié à Nadia El Amrani par Thomas Wauters le")
    looks(owner)
    owner.visit(dossier)
    looks(owner)
