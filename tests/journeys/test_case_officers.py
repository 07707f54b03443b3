"""Case officers work together: on several dossiers at once, with notes and ready texts, and read twice."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from playwright.sync_api import expect

from dossiers.states import State
from helpdesk.cases.batch.acts import NoCase
from tests.journeys.keyboard import assert_focus_is_seen, choose, press
from tests.journeys.service import (
    OFFICER,
    QUEUE,
    REASONS,
    fill_decision,
    follow_to,
    open_dossier,
    press_for,
)
from tests.journeys.setting import SETTINGS

pytestmark = pytest.mark.browser

READER, READER_NAME = "relectrice", "Hélène Marchal"
AT_WORK = [SETTINGS[0], replace(SETTINGS[1], width=1280)]
OPEN_BICYCLES = f"{QUEUE}?service=spw-mobilite&onglet=ouverts"
TO_READ_AGAIN = f"{QUEUE}?service=spw-logement&onglet=relire"
NOTE = "La facture est lisible\u00a0: à comparer avec l’attestation."
TEXTS = {
    "fr": "Il manque une pièce à votre dossier {reference}.",
    "de": "In Ihrer Akte {reference} fehlt ein Dokument.",
    "nl": "Er ontbreekt een document in uw dossier {reference}.",
    "en": "A document is missing from your case file {reference}.",
}


def go_to_row(officer, queue: str, reference: str):
    """Open the page of the queue that holds the dossier, and return its row."""
    officer.visit(queue)
    row = officer.page.locator("main tr", has_text=reference)
    while not row.count():
        with officer.page.expect_navigation():
            officer.page.locator('main a[rel="next"]').click()
    return row


def press_act(officer, act: str) -> None:
    """Press the button of an act on the dossiers that are ticked."""
    with officer.page.expect_navigation():
        officer.page.locator(f'main button[name="act"][value="{act}"]').click()


@pytest.mark.parametrize("setting", AT_WORK, ids=str)
def test_officer_closes_what_may_be_closed_of_the_dossiers_ticked(setting, new_agent, walker, looks):
    applicant, officer = walker(setting.persona), new_agent()
    examined, waiting = (applicant.complete("prime-velo").reference for _ in range(2))
    for reference in (waiting, examined):
        open_dossier(officer, reference)
    press_for(officer, "/prendre/")

    go_to_row(officer, OPEN_BICYCLES, examined)
    press_act(officer, "classer")
    expect(officer.page.locator(".messages")).to_contain_text(setting.says(str(NoCase.message)))
    go_to_row(officer, OPEN_BICYCLES, waiting)
    for reference in (examined, waiting):
        officer.page.locator("main tr", has_text=reference).locator('[name="case"]').check()
    press_act(officer, "classer")
    nothing = setting.says("Rien\u00a0:")
    expect(officer.page.locator("main tr", has_text=waiting)).to_contain_text(nothing)
    expect(officer.page.locator("main tr", has_text=examined)).not_to_contain_text(nothing)
    looks(officer)
    officer.act("read")
    expect(officer.page.locator(".error-summary")).to_be_visible()
    looks(officer)
    officer.page.locator('[name="reasons"]').fill(REASONS)
    officer.act("read")
    expect(officer.page.locator("main .inset")).to_contain_text(REASONS.partition("\n")[0])
    looks(officer)
    officer.act("confirm")
    done = setting.counts("C’est fait pour %(count)s dossier.", "C’est fait pour %(count)s dossiers.", 1)
    expect(officer.page.locator(".messages")).to_contain_text(done)
    looks(officer)
    officer.visit(f"{QUEUE}?service=spw-mobilite&onglet=decides")
    expect(officer.page.locator("main")).to_contain_text(examined)
    looks(officer)


def test_officer_takes_up_two_dossiers_with_the_keyboard_alone(person, walker):
    applicant = walker("citoyen")
    references = [applicant.complete("prime-velo").reference for _ in range(2)]
    person.enter(OFFICER, path="/admin/")
    for reference in references:
        open_dossier(person, reference)
    go_to_row(person, OPEN_BICYCLES, references[1])
    for reference in references:
        box = person.page.locator("main tr", has_text=reference).locator('[name="case"]')
        choose(person, f'[value="{box.get_attribute("value")}"]')
    press(person, 'main button[name="act"][value="prendre"]')
    assert_focus_is_seen(person)
    person.page.reload()
    press(person, 'main button[value="confirm"]', "Space")
    expect(person.page.locator(".messages")).to_contain_text("C’est fait pour 2 dossiers.")
    for reference in references:
        expect(go_to_row(person, OPEN_BICYCLES, reference)).to_contain_text("En traitement")


@pytest.mark.parametrize("setting", AT_WORK, ids=str)
def test_officer_notes_something_and_writes_from_a_ready_text(setting, new_agent, walker, looks):
    reference, officer = walker(setting.persona).complete("prime-velo").reference, new_agent()
    case = open_dossier(officer, reference)
    follow_to(officer, "/notes/")
    officer.act("submit")
    expect(officer.page.locator(".error-summary")).to_be_visible()
    looks(officer)
    officer.page.locator('[name="text"]').fill(NOTE)
    officer.act("submit")
    expect(officer.page.locator("main .timeline")).to_contain_text(NOTE)
    looks(officer)
    officer.visit(case)
    expect(officer.page.locator("main .timeline").first).to_contain_text(NOTE)
    looks(officer)

    title = f"Pièce manquante, {setting.language}"
    keep_text(officer, title, looks)
    officer.visit(f"{case}messages/")
    officer.page.locator('[name="template"]').select_option(label=title)
    officer.act("insert")
    text = TEXTS[setting.language].format(reference=reference)
    expect(officer.page.locator('[name="text"]')).to_have_value(text)
    looks(officer)
    officer.act("submit")
    expect(officer.page.locator(".conversation")).to_contain_text(text)
    retire_text(officer, title, looks)


def keep_text(officer, title: str, looks) -> None:
    """Keep a text ready in four languages; a word between braces that nobody fills in is refused."""
    officer.visit(QUEUE)
    follow_to(officer, "/modeles/")
    looks(officer)
    follow_to(officer, "/nouveau/")
    officer.page.locator('[name="service"]').select_option("spw-mobilite")
    officer.page.locator('[name="title"]').fill(title)
    for language, text in TEXTS.items():
        officer.page.locator(f'[name="text_{language}"]').fill(text.replace("reference", "numero"))
    officer.act("submit")
    assert officer.page.locator(".error-summary a").count() == len(TEXTS)
    looks(officer)
    for language, text in TEXTS.items():
        officer.page.locator(f'[name="text_{language}"]').fill(text)
    officer.act("submit")
    expect(officer.page.get_by_role("link", name=title)).to_be_visible()


def retire_text(officer, title: str, looks) -> None:
    """Open a text that is kept ready, and take it out of use."""
    officer.visit(f"{QUEUE}modeles/")
    with officer.page.expect_navigation():
        officer.page.get_by_role("link", name=title).click()
    expect(officer.page.locator("h1 .caption")).to_contain_text(re.compile("SPW|ÖDW"))
    looks(officer)
    officer.page.locator("main details summary").click()
    press_for(officer, "/retirer/")
    expect(officer.page.get_by_role("link", name=title)).to_have_count(0)


@pytest.mark.parametrize("setting", AT_WORK, ids=str)
def test_dossier_is_handed_over_and_its_decision_read_twice(setting, citizen, new_agent, walker, looks):
    applicant, officer, reader = walker(setting.persona), new_agent(), new_agent(READER)
    reference = applicant.complete("prime-habitation", given={"proprietaires": "seul"}).reference
    case = open_dossier(officer, reference)
    officer.page.locator("main details summary").first.click()
    officer.page.locator('[name="officer"]').select_option(label=READER_NAME)
    press_for(officer, "/attribuer/")
    expect(officer.page.locator("main .summary-list").first).to_contain_text(READER_NAME)
    looks(officer)

    expect(go_to_row(reader, f"{QUEUE}?onglet=miens", reference)).to_be_visible()
    open_dossier(reader, reference)
    press_for(reader, "/prendre/")
    follow_to(reader, "/decision/")
    fill_decision(reader, State.REFUSED)
    reader.act("preview")
    looks(reader)
    reader.act("confirm")
    expect(reader.page.locator("#proposal")).to_be_visible()
    expect(reader.page.locator('main a[href$="/confirmer/"]')).to_have_count(0)
    looks(reader)

    go_to_row(officer, TO_READ_AGAIN, reference)
    looks(officer)
    officer.visit(case)
    looks(officer)
    follow_to(officer, "/decision/confirmer/")
    expect(officer.page.locator("main")).to_contain_text(READER_NAME)
    looks(officer)
    with officer.page.expect_navigation():
        officer.page.locator("main form:has([name=proposal_id]) button").click()
    expect(officer.page.locator("main .tag").first).to_have_text(setting.says("Refusé"))
    citizen.visit("/espace/citoyen/")
    with citizen.page.expect_navigation():
        citizen.page.locator("main .card", has_text=reference).get_by_role("link").first.click()
    expect(citizen.page.locator("main")).to_contain_text(REASONS.partition("\n")[0])
    expect(citizen.page.locator("main")).not_to_contain_text(READER_NAME)


@pytest.mark.parametrize("setting", AT_WORK, ids=str)
def test_supervisor_says_who_works_for_which_service(setting, new_agent, looks):
    supervisor = new_agent("superviseur")
    follow_to_part(supervisor, "/admin/services/")
    before = places(supervisor)
    looks(supervisor)
    follow_to(supervisor, "/ajouter/")
    supervisor.act("submit")
    expect(supervisor.page.locator(".error-summary")).to_be_visible()
    looks(supervisor)
    supervisor.page.locator('[name="officer"]').select_option(label=READER_NAME)
    supervisor.page.locator('[name="service"]').select_option("spw-emploi")
    supervisor.act("submit")
    [added] = places(supervisor) - before
    looks(supervisor)
    follow_to(supervisor, added)
    expect(supervisor.page.locator("h1")).to_contain_text(READER_NAME)
    looks(supervisor)
    with supervisor.page.expect_navigation():
        supervisor.page.locator("main form button").click()
    assert places(supervisor) == before
    expect(supervisor.page.locator("main ul")).to_contain_text(READER_NAME)
    looks(supervisor)


def places(supervisor) -> set[str]:
    """Return where the work of each agent for each service may be ended."""
    links = supervisor.page.locator("main tr a").all()
    return {link.get_attribute("href") for link in links}


def follow_to_part(agent, path: str) -> None:
    """Follow a link of the agents' own navigation."""
    with agent.page.expect_navigation():
        agent.page.locator(f'.agents-nav a[href="{path}"]').click()
