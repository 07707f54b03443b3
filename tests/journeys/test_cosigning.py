"""Two owners sign a housing grant: asked, signed or declined, taken back, in every language."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest
from playwright.sync_api import expect

from tests.journeys.keyboard import assert_focus_is_seen, choose, press
from tests.journeys.outside import within
from tests.journeys.person import REVIEW
from tests.journeys.service import follow_to, speak
from tests.journeys.setting import SETTINGS

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import LocatorAssertions

    from tests.journeys.person import Person
    from tests.journeys.setting import Setting

    Look = Callable[[Person], None]

pytestmark = pytest.mark.browser

SECONDS_TO_ARRIVE = 20
SLUG = "prime-habitation"
OTHER, OTHER_NAME = "gap", "Isabelle Hermans"
LINK = re.compile(r"/signature/[\w-]{43}/")
REASON = "Les factures manquent."
YEAR, TIME = re.compile(r"\d{4}"), re.compile(r"\d{1,2}[:.h]\d{2}")


def main_of(person: Person) -> LocatorAssertions:
    """What is expected of the page's main part."""
    return expect(person.page.locator("main"))


@pytest.fixture
def address() -> str:
    """The other owner's address, by which the mail of this journey is found."""
    return f"isabelle.{uuid4().hex}@exemple.be"


@pytest.fixture
def asker(setting, citizen, walker, address) -> Person:
    """One of two owners, who has filled the form in and is on its last page."""
    somebody = walker(setting.persona)
    page = somebody.start(SLUG)
    while not page.url.endswith("/recapitulatif/"):
        is_of_other = page.url.endswith("/coproprietaire/")
        given = {"nom": OTHER_NAME, "email": address} if is_of_other else {}
        page = somebody.fill(page, given | {"proprietaires": "deux"})
    citizen.page.goto(page.url)
    return citizen


@pytest.fixture
def letter(outside, address):
    """Waits for the mail to the other owner, and returns it."""

    def arrived() -> list[dict[str, Any]]:
        return [one for one in outside.mails() if address in str(one["to"])]

    def wait() -> dict[str, Any]:
        [mail] = within(SECONDS_TO_ARRIVE, arrived)
        return mail

    return wait


@pytest.fixture
def other(setting, new_person):
    """The other owner, to whom the portal speaks the setting's language, and French in the end."""
    person = new_person(**setting.browser)
    yield person
    person.visit("/")
    speak(person, "fr")


def ask_to_sign(person: Person, looks: Look) -> None:
    """From the last page of the form, have the link written to who must sign."""
    looks(person)
    follow_to(person, "/signatures/")
    looks(person)
    person.declare()
    person.act("submit")
    expect(person.page.locator("main .tag--waiting").first).to_be_visible()
    main_of(person).to_contain_text(OTHER_NAME)
    looks(person)


def open_link(other: Person, mail: dict[str, Any], setting: Setting, looks: Look) -> None:
    """As the other owner, open the link of the mail, identify, and read what is to be signed."""
    assert mail["headers"]["Content-Language"] == setting.language
    assert_day_alone(mail["text"], setting.says("Signez au plus tard le\u00a0:"))
    path = LINK.search(mail["text"])[0]
    other.visit(path)
    speak(other, setting.language)
    expect(other.page.locator("h1")).to_have_text(setting.says("Votre signature est demandée"))
    label = setting.says("Signez au plus tard le %(day)s.").partition("%(day)s")[0]
    assert_day_alone(other.page.locator("main").inner_text(), label)
    looks(other)
    other.enter(OTHER, "itsme")
    other.visit(path)
    speak(other, setting.language)
    expect(other.page.locator("h1")).to_have_text(setting.says("Lire et signer"))
    looks(other)


def assert_day_alone(text: str, label: str) -> None:
    """The last day to sign is told as a day: what ends at midnight has no hour."""
    told = text.partition(label)[2].partition("\n")[0]
    assert YEAR.search(told), text
    assert not TIME.search(told), told


def see_both_on_the_receipt(person: Person, other: Person, setting: Setting, looks: Look) -> None:
    """After the last signature: both names on the receipt, and what was signed in the other's list."""
    main_of(other).to_contain_text(
        setting.says("Tout le monde a signé\u00a0: la demande est envoyée au service compétent.")
    )
    looks(other)
    person.page.reload()
    looks(person)
    follow_to(person, "/accuse/")
    main_of(person).to_contain_text(OTHER_NAME)
    looks(person)
    other.visit("/espace/citoyen/signatures/")
    expect(other.page.locator("main h2 a").first).to_be_visible()
    looks(other)


@pytest.mark.parametrize("setting", SETTINGS, ids=str)
def test_other_owner_signs_and_the_receipt_names_both(setting, asker, other, letter, looks):
    ask_to_sign(asker, looks)
    open_link(other, letter(), setting, looks)
    with other.page.expect_navigation():
        other.page.locator('main button[value="sign"]').click()
    see_both_on_the_receipt(asker, other, setting, looks)


@pytest.mark.parametrize("setting", SETTINGS[1:3], ids=str)
def test_refusal_is_told_with_its_reason_and_a_round_can_be_taken_back(setting, asker, other, letter, looks):
    ask_to_sign(asker, looks)
    open_link(other, letter(), setting, looks)
    decline(other, setting, looks)
    take_back_after(asker, setting, looks)


def decline(other: Person, setting: Setting, looks: Look) -> None:
    """Refuse to sign what is read, and say why."""
    other.page.locator("main details summary", has_text=setting.says("Je ne veux pas signer")).click()
    looks(other)
    other.page.locator('[name="reason"]').fill(REASON)
    other.press(setting.says("Refuser de signer"))
    expect(other.page.locator("h1")).to_have_text(setting.says("Vous avez refusé de signer"))
    looks(other)


def take_back_after(person: Person, setting: Setting, looks: Look) -> None:
    """Read the refusal, ask again from the draft, and take that back before anybody signs."""
    person.page.reload()
    main_of(person).to_contain_text(REASON)
    looks(person)
    follow_to(person, "/etapes/")
    if not REVIEW.search(person.page.url):
        person.fill_all()
    follow_to(person, "/signatures/")
    person.declare()
    person.act("submit")
    again = person.page.locator('main ul.stack a[href*="/signatures/"]').first.get_attribute("href")
    follow_to(person, again)
    looks(person)
    person.page.go_back()
    follow_to(person, "/annuler/")
    looks(person)
    person.press(setting.says("Annuler les signatures"))
    said = setting.says("La demande est de nouveau un brouillon\u00a0: vous pouvez la corriger.")
    expect(person.page.locator(".messages")).to_contain_text(said)
    looks(person)


@pytest.mark.parametrize("setting", SETTINGS[:1], ids=["fr, keyboard"])
def test_both_owners_sign_with_the_keyboard_alone(setting, asker, other, letter):
    press(asker, 'main a[href$="/signatures/"]')
    for box in asker.page.locator('[data-kind="declaration"] input').all():
        choose(asker, f'[name="{box.get_attribute("name")}"]')
    press(asker, 'main button[value="submit"]', "Space")
    open_link(other, letter(), setting, lambda _person: None)
    assert_focus_is_seen(other)
    other.page.reload()
    press(other, 'main button[value="sign"]')
    see_both_on_the_receipt(asker, other, setting, lambda _person: None)
