"""A service asks for more: the person answers with a document, the officer sees what it changes."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from dossiers.complements.errors import TextMissing
from tests.filling.samples import pdf
from tests.journeys.keyboard import assert_focus_is_seen, choose, choose_file, press, type_into
from tests.journeys.outside import within
from tests.journeys.service import OFFICER, follow_to, open_dossier, press_for, speak
from tests.journeys.setting import SETTINGS

pytestmark = pytest.mark.browser

BAKERY = "1999990144"
WANTED = "La facture est illisible. Merci d’en envoyer une autre, et de vérifier le prix."
INVOICE = {"name": "nouvelle-facture.pdf", "mimeType": "application/pdf", "buffer": pdf("nouvelle")}
ANSWERED = "Votre complément est envoyé au service compétent."
FRENCH = SETTINGS[0]
SECONDS_TO_SCAN = 20


def ask(officer, reference: str, boxes: list[str], looks, setting=FRENCH) -> str:
    """Take the dossier up, ask for these questions, and return its address; an empty request is refused."""
    case = open_dossier(officer, reference)
    press_for(officer, "/prendre/")
    follow_to(officer, "/complement/")
    looks(officer)
    officer.act("ask")
    expect(officer.page.locator(".error-summary")).to_contain_text(setting.says(str(TextMissing.message)))
    looks(officer)
    officer.page.locator('[name="text"]').fill(WANTED)
    due_on = timezone.localdate() + timedelta(days=14)
    officer.page.locator('[name="due_on"]').fill(due_on.isoformat())
    for box in boxes or [officer.page.locator('main [type="checkbox"]').first.get_attribute("value")]:
        officer.page.locator(f'[type="checkbox"][value="{box}"]').check()
    officer.act("ask")
    expect(officer.page.locator("main")).to_contain_text(setting.says("Le service attend la réponse."))
    looks(officer)
    return case


def find(person, space: str, reference: str, looks) -> None:
    """From « À faire », open the dossier that waits, then what is asked, then the first open step."""
    person.visit(f"/espace/{space}/")
    card = person.page.locator(".card", has_text=reference)
    expect(card.locator(".answer-by")).to_be_visible()
    looks(person)
    with person.page.expect_navigation():
        card.get_by_role("link").first.click()
    expect(person.page.locator("main")).to_contain_text(WANTED)
    looks(person)
    follow(person, "/complements/")
    looks(person)
    follow(person, "/etapes/")


def follow(person, part: str) -> None:
    """Follow the main link of the page, whose address contains ``part``."""
    with person.page.expect_navigation():
        person.page.locator(f'main a.button[href*="{part}"]').first.click()


def wait_for_scan(person, setting=FRENCH) -> None:
    """Wait on the review until the new document may be sent."""
    waiting = setting.says(
        "Nous vérifions encore un de vos documents. Cela prend en général moins d’une minute\u00a0; vous "
        "pourrez ensuite envoyer votre complément."
    )

    def is_scanned() -> bool:
        person.page.reload()
        return waiting not in person.page.locator("main").inner_text()

    within(SECONDS_TO_SCAN, is_scanned)


def send(person) -> None:
    """Accept the declarations of the review, and send the answer."""
    person.declare()
    press_for(person, "/envoyer/")


@pytest.mark.parametrize("setting", SETTINGS, ids=str)
def test_citizen_answers_with_a_document_and_the_officer_sees_what_changes(
    setting, citizen, new_agent, walker, looks
):
    reference = walker(setting.persona).complete("prime-velo").reference
    officer = new_agent()
    case = ask(officer, reference, ["velo.prix", "pieces.facture"], looks, setting)

    find(citizen, "citoyen", reference, looks)
    looks(citizen)
    expect(citizen.page.locator('main [name="prix"]')).to_have_count(1)
    expect(citizen.page.locator('main [name="type"]')).to_have_count(0)
    citizen.page.locator('[name="prix"]').fill("1234,56")
    citizen.proceed()
    looks(citizen)
    citizen.page.locator('[type="file"]').first.set_input_files(INVOICE)
    citizen.proceed()
    wait_for_scan(citizen, setting)
    expect(citizen.page.locator("main")).to_contain_text("234,56" if setting.language != "en" else "234.56")
    looks(citizen)
    send(citizen)
    expect(citizen.page.locator(".messages")).to_contain_text(setting.says(ANSWERED))
    looks(citizen)
    follow_to_answer(citizen)
    expect(citizen.page.locator("main")).to_contain_text("nouvelle-facture.pdf")
    looks(citizen)

    officer.visit(case)
    changed = officer.page.locator("main section", has_text=WANTED).last
    expect(changed).to_contain_text("nouvelle-facture.pdf")
    looks(officer)


def follow_to_answer(person) -> None:
    """From the page of the dossier, open what was asked before and answered."""
    with person.page.expect_navigation():
        person.page.locator('main a[href*="/complements/"]').first.click()


def test_question_and_document_are_answered_and_sent_with_the_keyboard_alone(new_person, walker, looks):
    reference = walker("citoyen").complete("prime-velo").reference
    officer, citizen = new_person(), new_person()
    officer.enter(OFFICER, path="/admin/")
    ask(officer, reference, ["velo.prix", "pieces.facture"], looks)
    citizen.enter("citoyen", path="/espace/citoyen/")
    card = citizen.page.locator("main .card", has_text=reference)
    press(citizen, f'main a[href="{card.get_by_role("link").first.get_attribute("href")}"]')
    press(citizen, 'main a.button[href*="/complements/"]')
    press(citizen, 'main a.button[href*="/etapes/"]')
    type_into(citizen, '[name="prix"]', "1300")
    press(citizen, 'main button[value="continue"]')
    choose_file(citizen, '[type="file"]', INVOICE)
    press(citizen, 'main button[value="continue"]')
    wait_for_scan(citizen)
    assert_focus_is_seen(citizen)
    citizen.page.reload()
    for box in citizen.page.locator('[data-kind="declaration"] input').all():
        choose(citizen, f'[name="{box.get_attribute("name")}"]')
    press(citizen, 'main form[action$="/envoyer/"] button', "Space")
    expect(citizen.page.locator(".messages")).to_contain_text(ANSWERED)


def test_officer_calls_off_and_the_person_reads_why(new_person, walker, looks):
    reference = walker("citoyen").complete("prime-velo").reference
    officer, citizen = new_person(), new_person()
    officer.enter(OFFICER, path="/admin/")
    ask(officer, reference, ["velo.prix"], looks)
    citizen.enter("citoyen")
    find(citizen, "citoyen", reference, looks)
    officer.follow("Annuler la demande")
    looks(officer)
    officer.page.locator('[name="reason"]').fill("La facture est arrivée par la poste.")
    officer.act("cancel")
    looks(officer)
    citizen.page.locator('[name="prix"]').fill("777,77")
    citizen.act("continue")
    for text in ("a annulé cette demande", "arrivée par la poste", "777,77", "n’est ni enregistré ni envoyé"):
        expect(citizen.page.locator("main")).to_contain_text(text)
    looks(citizen)


def test_in_an_enterprise_one_prepares_and_another_sends(new_person, walker, looks):
    reference = walker("proprietaire").complete("sesam", BAKERY).reference
    officer, helper, owner = new_person(), new_person(), new_person()
    officer.enter(OFFICER, path="/admin/")
    ask(officer, reference, [], looks)
    helper.enter("collaborateur")
    speak(helper, "nl")
    find(helper, BAKERY, reference, looks)
    helper.fill()
    helper.proceed()
    other = SETTINGS[2].says("Une autre personne doit envoyer ce complément")
    expect(helper.page.locator("main")).to_contain_text(other)
    looks(helper)
    review = helper.page.url.removeprefix(helper.site)
    owner.enter("proprietaire")
    owner.visit(review)
    send(owner)
    expect(owner.page.locator(".messages")).to_contain_text(ANSWERED)
    looks(owner)
