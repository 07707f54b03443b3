"""Everybody in their own language: pages, démarches and mails, as long as they want it."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.journeys.outside import within

pytestmark = pytest.mark.browser


def switch(person, name: str) -> None:
    """Choose a language in the header."""
    with person.page.expect_navigation():
        person.page.get_by_role("button", name=name, exact=True).click()


def language(person) -> str:
    """The language that the page says it is in."""
    return person.page.locator("html").get_attribute("lang")


def test_german_speaker_is_served_in_german_up_to_the_mail(person, outside, audit):
    person.sign_in("citoyenne-de", path="/demarches/prime-velo/commencer/")
    assert language(person) == "de"
    person.start("prime-velo")
    expect(person.page.locator("main")).to_contain_text("Prämie für den Kauf eines Fahrrads")
    person.proceed()
    expect(person.page.locator("h1")).to_have_text("Ihr Fahrrad")
    person.looks = audit
    person.fill_all()
    assert language(person) == "de"
    expect(person.page.locator('button[value="continue"], button[value="submit"]')).not_to_have_text(
        "Envoyer"
    )
    reference = person.submit()
    assert language(person) == "de"
    (mail,) = within(5, lambda: outside.mails(about=reference))
    assert mail["headers"]["Content-Language"] == "de"
    assert "Prämie für den Kauf eines Fahrrads" in mail["text"]
    assert "Votre dossier" not in mail["subject"] + mail["text"]


def test_language_chosen_before_signing_in_stays(person):
    person.visit("/")
    assert language(person) == "fr"
    switch(person, "Deutsch")
    assert language(person) == "de"
    for path in ("/demarches/prime-velo/", "/aide/", "/connexion/", "/nirgendwo/"):
        person.visit(path)
        assert language(person) == "de", path


def test_language_chosen_when_signed_in_is_kept_for_the_next_visit(new_person):
    person = new_person()
    person.enter("un-seul-nom")
    switch(person, "Nederlands")
    assert language(person) == "nl"
    again = new_person()
    again.enter("un-seul-nom")
    assert language(again) == "nl"


@pytest.mark.parametrize("has_scripts", [True, False], ids=["scripts", "no scripts"])
def test_language_changed_in_the_middle_of_a_step_loses_nothing_typed(new_person, has_scripts):
    person = new_person(java_script_enabled=has_scripts)
    person.enter("citoyenne-de", path="/demarches/prime-velo/commencer/")
    person.start("prime-velo")
    person.proceed()
    person.page.locator('[name="prix"]').fill("888,8 environ")
    switch(person, "English")
    assert language(person) == "en"
    expect(person.page.locator("h1")).to_have_text("Your bicycle")
    expect(person.page.locator(".error-summary")).to_have_count(0)
    expect(person.page.get_by_label("Price paid")).to_have_value("888,8 environ")
    switch(person, "Deutsch")


def test_enter_in_a_field_goes_on_and_changes_no_language(person):
    person.enter("citoyen", path="/demarches/prime-velo/commencer/")
    person.start("prime-velo")
    person.proceed()
    with person.page.expect_navigation():
        person.page.locator('[name="prix"]').press("Enter")
    expect(person.page.locator(".error-summary"), "the answers were judged").to_be_visible()
    assert language(person) == "fr"
