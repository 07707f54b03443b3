"""Two owners sign a housing grant: asked, signed or declined, taken back; with and without scripts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.journeys.outside import within
from tests.journeys.person import REVIEW, STEP

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import LocatorAssertions, Page

    from tests.journeys.outside import Outside
    from tests.journeys.person import Person

    Look = Callable[[Page], None]

pytestmark = pytest.mark.browser

SECONDS_TO_ARRIVE = 20
SLUG = "prime-habitation"
ASKER, OTHER = ("citoyen", "Antoine Delvaux"), ("gap", "Isabelle Hermans")
LINK = re.compile(r"/signature/[\w-]{43}/")
PHONE, DESK = {"width": 360, "height": 800}, {"width": 1280, "height": 900}
DAY_ALONE = re.compile(r"au plus tard le(\s:)? \d{1,2}(er)? \S+ \d{4}(?! à)")


def main_of(person: Person) -> LocatorAssertions:
    """What is expected of the page's main part."""
    return expect(person.page.locator("main"))


def ask_to_sign(person: Person, email: str, looks: Look) -> None:
    """Fill the form in as one of two owners, and ask the other one to sign."""
    person.enter(ASKER[0], "itsme", f"/demarches/{SLUG}/commencer/")
    person.start(SLUG)
    while STEP.search(person.page.url):
        is_of_other = "/coproprietaire/" in person.page.url
        person.fill({"nom": OTHER[1], "email": email} if is_of_other else {"proprietaires": "deux"})
        person.proceed()
    main_of(person).to_contain_text("D’autres personnes doivent signer")
    looks(person.page)
    send_links(person, looks)
    main_of(person).to_contain_text("En attente de signatures")
    main_of(person).to_contain_text(DAY_ALONE)
    looks(person.page)


def send_links(person: Person, looks: Look) -> None:
    """From the review page, accept the declarations and have the link written to who must sign."""
    person.follow("Continuer\u00a0: qui doit signer")
    looks(person.page)
    person.declare()
    person.press("Signer et demander les signatures")


def open_link(other: Person, outside: Outside, email: str, looks: Look) -> None:
    """As the other owner, open the link of the mail, identify, and read what is to be signed."""
    mails = within(SECONDS_TO_ARRIVE, lambda: [one for one in outside.mails() if email in str(one["to"])])
    assert DAY_ALONE.search(mails[-1]["text"]), mails[-1]["text"]
    path = LINK.search(mails[-1]["text"])[0]
    other.visit(path)
    expect(other.page.locator("h1")).to_have_text("Votre signature est demandée")
    main_of(other).to_contain_text(DAY_ALONE)
    looks(other.page)
    other.enter(OTHER[0], "itsme")
    other.visit(path)
    expect(other.page.locator("h1")).to_have_text("Lire et signer")
    looks(other.page)


def see_both_on_the_receipt(person: Person, other: Person, looks: Look) -> None:
    """After the last signature: both names on the receipt, and what was signed in the other's list."""
    main_of(other).to_contain_text("la demande est envoyée au service compétent")
    looks(other.page)
    person.page.reload()
    person.follow("Voir l’accusé de réception")
    for _persona, name in (ASKER, OTHER):
        main_of(person).to_contain_text(name)
    looks(person.page)
    other.visit("/espace/citoyen/signatures/")
    main_of(other).to_contain_text("Prime Habitation")
    looks(other.page)


def test_other_owner_signs_with_the_keyboard_and_the_receipt_names_both(new_person, outside, audit):
    person, other = new_person(viewport=DESK), new_person(viewport=DESK)
    email = "isabelle.clavier@exemple.be"
    ask_to_sign(person, email, audit)
    open_link(other, outside, email, audit)
    other.reach('main button[value="sign"]')
    with other.page.expect_navigation():
        other.page.keyboard.press("Enter")
    see_both_on_the_receipt(person, other, audit)


def test_other_owner_signs_on_a_phone_without_scripts(new_person, outside):
    options = {"java_script_enabled": False, "viewport": PHONE}
    person, other = new_person(**options), new_person(**options)
    email = "isabelle.telephone@exemple.be"
    ask_to_sign(person, email, assert_fits)
    open_link(other, outside, email, assert_fits)
    other.press("Signer cette demande")
    see_both_on_the_receipt(person, other, assert_fits)


def test_refusal_is_told_with_its_reason_and_a_round_can_be_taken_back(new_person, outside, audit):
    person, other = new_person(), new_person()
    email = "isabelle.refus@exemple.be"
    ask_to_sign(person, email, audit)
    open_link(other, outside, email, audit)
    decline(other, "Les factures manquent.", audit)
    take_back_after(person, "Les factures manquent.", audit)


def test_refusal_and_recall_on_a_phone_without_scripts(new_person, outside):
    options = {"java_script_enabled": False, "viewport": PHONE}
    person, other = new_person(**options), new_person(**options)
    email = "isabelle.refus.telephone@exemple.be"
    ask_to_sign(person, email, assert_fits)
    open_link(other, outside, email, assert_fits)
    decline(other, "Les factures manquent.", assert_fits)
    take_back_after(person, "Les factures manquent.", assert_fits)


def decline(other: Person, reason: str, looks: Look) -> None:
    """Refuse to sign what is read, and say why."""
    other.page.get_by_text("Je ne veux pas signer").click()
    looks(other.page)
    other.page.locator('[name="reason"]').fill(reason)
    other.press("Refuser de signer")
    expect(other.page.locator("h1")).to_have_text("Vous avez refusé de signer")
    looks(other.page)


def take_back_after(person: Person, reason: str, looks: Look) -> None:
    """Read the refusal, ask again from the draft, and take that back before anybody signs."""
    person.page.reload()
    main_of(person).to_contain_text(reason)
    looks(person.page)
    person.follow("Continuer le brouillon")
    if not REVIEW.search(person.page.url):
        person.fill_all()
    send_links(person, looks)
    person.follow("Annuler les signatures pour corriger la demande")
    looks(person.page)
    person.press("Annuler les signatures")
    main_of(person).to_contain_text("de nouveau un brouillon")
    looks(person.page)


def assert_fits(page: Page) -> None:
    """Without scripts: nothing stands beyond the phone's edge."""
    box = page.locator("main").bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= PHONE["width"], page.url
    for one in page.locator("main :is(h1, p, dl, ul, form, button, input)").all():
        if (inner := one.bounding_box()) and one.is_visible():
            assert inner["x"] + inner["width"] <= PHONE["width"], (page.url, one.inner_text()[:60])
