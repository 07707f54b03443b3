"""What people do to forms: click twice, open two tabs, go back, change the address."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.outside import within
from tests.journeys.person import RECEIPT

pytestmark = pytest.mark.browser


def begin(person) -> str:
    """Start the premium and arrive at the second step; return the dossier's address."""
    person.enter("citoyen", path="/demarches/prime-velo/commencer/")
    person.start("prime-velo")
    person.proceed()
    return person.page.url.partition("etapes/")[0]


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_two_clicks_send_one_request(new_person, outside, scripts):
    person = new_person(java_script_enabled=scripts)
    begin(person)
    person.fill_all()
    person.declare()
    person.page.locator('main button[value="submit"]').dblclick(no_wait_after=True)
    person.page.wait_for_url(RECEIPT)
    (received,) = within(5, lambda: outside.received(person.reference))
    assert received["times_received"] == 1
    assert len(within(5, lambda: outside.mails(about=person.reference))) == 1


def test_request_is_not_sent_again_when_going_back(person, outside):
    begin(person)
    person.fill_all()
    reference = person.submit()
    person.page.go_back()
    button = person.page.locator('main button[value="submit"]')
    if button.count():
        person.submit()
    expect(person.page.locator("main")).to_contain_text(reference)
    expect(person.page.locator("h1")).to_be_visible()
    within(5, lambda: outside.received(reference))
    person.visit("/espace/citoyen/dossiers/")
    assert person.page.locator("main").get_by_text(reference).count() == 1
    assert len(outside.received(reference)) == 1


def test_form_sent_again_by_hand_gives_the_same_receipt(person, outside):
    dossier = begin(person)
    person.fill_all()
    person.declare()
    fields = person.page.locator('main form[action$="/soumettre/"]').evaluate(
        "form => Object.fromEntries(new FormData(form))"
    )
    reference = person.submit()
    again = person.page.request.post(
        f"{dossier}soumettre/", form=fields, headers={"Referer": person.page.url, "Origin": person.site}
    )
    assert again.ok
    assert reference in again.text()
    assert len(within(5, lambda: outside.received(reference))) == 1


def test_second_tab_shows_both_versions_and_loses_nothing(person, audit):
    begin(person)
    step = person.page.url
    first, second = person.page, person.page.context.new_page()
    second.goto(step)
    person.fill({"type": "cargo", "prix": "1111,11"})
    person.act("save")

    person.page = second
    person.fill({"type": "electrique", "prix": "2222,22"})
    person.act("continue")
    expect(second.get_by_role("region", name="Il existe deux versions de cette étape")).to_be_focused()
    second.keyboard.press("Tab")
    expect(second.get_by_role("link", name="Relire et garder ma version")).to_be_focused()
    second.keyboard.press("Enter")
    second.keyboard.press("Tab")
    assert second.evaluate("document.activeElement.closest('#etape') !== null")
    versions = second.locator("main table")
    for value in ("1 111,11", "2 222,22", "Vélo cargo", "Vélo électrique"):
        expect(versions).to_contain_text(value)
    expect(second.get_by_label("Prix payé")).to_have_value("2222,22")
    audit(second)
    person.proceed()
    expect(second).to_have_url(re.compile(r"/etapes/usage/$"))
    first.goto(step)
    expect(first.get_by_label("Prix payé")).to_have_value("2222,22")


def test_saved_version_can_be_kept_in_a_stale_tab(person):
    begin(person)
    second = person.page.context.new_page()
    second.goto(person.page.url)
    person.fill({"prix": "1111,11"})
    person.act("save")
    person.page = second
    person.fill({"prix": "2222,22"})
    person.act("continue")
    person.follow("Garder la version enregistrée")
    expect(second.get_by_label("Prix payé")).to_have_value("1111,11")


def test_addresses_changed_by_hand_send_nothing_and_lead_to_no_other_step(person):
    dossier = begin(person)
    answer = person.page.goto(f"{dossier}soumettre/")
    assert answer.status < 500
    expect(person.page.locator("h1")).to_be_visible()
    person.page.goto(dossier)
    expect(person.page.locator("main")).to_contain_text("Pas encore envoyé")
    assert person.page.goto(f"{dossier}etapes/velo/").status == 200
    for step in ("inconnue", "velo2", "..%2f..%2fadmin", "Velo"):
        assert person.page.goto(f"{dossier}etapes/{step}/").status == 404, step
    person.page.goto(f"{dossier}etapes/paiement/")
    expect(person.page, "the later step leads to the one to complete").to_have_url(
        re.compile(r"/etapes/velo/$")
    )


def test_junk_fields_are_ignored(person):
    begin(person)
    person.fill({"prix": "999,90"})
    person.page.locator('main form:has([name="revision"])').evaluate(
        """form => {
          for (const [name, value] of [["iban", "BE00"], ["is_staff", "on"], ["velo-prix", "1"],
                                       ["prenom", "Quelqu’un d’autre"], ["type", "fusée"]])
            form.insertAdjacentHTML("beforeend", `<input type="hidden" name="${name}" value="${value}">`);
        }"""
    )
    person.act("continue")
    assert person.page.locator("h1").count() == 1
    person.page.go_back()
    person.page.reload()
    person.fill({"type": "musculaire"})
    person.proceed()
    person.fill_all()
    review = person.page.locator("main")
    expect(review).to_contain_text("Antoine")
    expect(review).to_contain_text("999,90")
    for junk in ("fusée", "Quelqu’un d’autre"):
        expect(review).not_to_contain_text(junk)
