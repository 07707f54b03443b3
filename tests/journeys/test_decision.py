"""From « sent » to the decision, in four languages: receipt, question, answer, reasons and remedies."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import translation
from playwright.sync_api import expect

from dossiers.states import STATE_WORDS, State
from tests.journeys.outside import within
from tests.journeys.service import (
    REASONS,
    fill_decision,
    follow_to,
    open_dossier,
    press_for,
    write,
)
from tests.journeys.setting import SETTINGS
from tests.support.pages import REFERENCE
from tests.support.walker.files import picture

pytestmark = pytest.mark.browser

SECONDS_TO_SEAL = 60
SECONDS = 10
QUESTION = "Pouvez-vous joindre\u00a0la facture du casque\u00a0?"
ANSWER = "La voici, ainsi que sa garantie."
MAILED = {"fr": "antoine.delvaux@exemple.be", "de": "annelie.pauquet@beispiel.be"}
"""By language, the address of the personas who have a proved one."""


@pytest.fixture
def sent(setting, citizen, walker):
    """Somebody who has just sent a request, filled in without a browser, and its reference.

    The first half has journeys of its own.
    """
    somebody = walker(setting.persona)
    page = somebody.start("prime-velo")
    while not page.url.endswith("/recapitulatif/"):
        page = somebody.fill(page)
    citizen.page.goto(page.url)
    reference = citizen.submit()
    assert REFERENCE.fullmatch(reference)
    return citizen, reference


@pytest.mark.parametrize("setting", SETTINGS, ids=str)
def test_person_reads_the_decision_on_what_was_sent(setting, sent, new_agent, outside, looks):
    (citizen, reference), officer = sent, new_agent()
    dossier = citizen.page.url.removeprefix(citizen.site).removesuffix("accuse/")
    looks(citizen)
    verify(citizen, "/accuse.pdf", looks)

    case = open_dossier(officer, reference)
    looks(officer)
    press_for(officer, "/prendre/")
    expect(officer.page.locator("main .tag").first).to_have_text(setting.says("En traitement"))
    looks(officer)
    ask(setting, officer, looks)

    citizen.visit(dossier)
    looks(citizen)
    answer(setting, citizen, reference, looks)
    read_answer(officer, case, looks)

    decide(setting, officer, case, looks)
    read_decision(setting, citizen, dossier, looks)
    verify(citizen, "/decision.pdf", looks)
    if setting.language in MAILED:
        assert_told(setting, outside, reference)


def verify(citizen, ending: str, looks) -> None:
    """Save the sealed document that the page offers, show it on the public page: it is genuine."""
    link = citizen.page.locator(f'main a[href$="{ending}"]').first
    address = citizen.site + (link.get_attribute("href") or "")

    def sealed() -> bytes:
        response = citizen.page.request.get(address)
        return response.body() if response.status == 200 else b""

    document = within(SECONDS_TO_SEAL, sealed)
    assert document.startswith(b"%PDF-")
    citizen.visit("/verifier/")
    file = {"name": "document.pdf", "mimeType": "application/pdf", "buffer": document}
    citizen.page.set_input_files("input[type=file]", file)
    with citizen.page.expect_navigation():
        citizen.page.locator("main form:has([type=file]) button").click()
    expect(citizen.page.locator("[data-verdict]")).to_have_attribute("data-verdict", "genuine")
    looks(citizen)


def ask(setting, officer, looks) -> None:
    """Write to the person; an empty message is refused first, and says so where the focus is."""
    follow_to(officer, "/messages/")
    officer.act("submit")
    summary = officer.page.locator(".error-summary")
    expect(summary).to_contain_text(setting.says("Écrivez un message."))
    if officer.has_scripts:
        expect(summary).to_be_focused()
    looks(officer)
    write(officer, QUESTION)
    expect(officer.page.locator(".conversation")).to_contain_text(QUESTION)
    looks(officer)


def answer(setting, citizen, reference: str, looks) -> None:
    """Find the question among the messages of the space, and answer it with a document."""
    citizen.visit("/espace/citoyen/messages/")
    looks(citizen)
    with citizen.page.expect_navigation():
        citizen.page.locator(".card", has_text=reference).get_by_role("link").click()
    expect(citizen.page.locator(".conversation")).to_contain_text(QUESTION)
    expect(citizen.page.locator(".conversation .tag")).to_have_text(setting.says("Nouveau"))
    looks(citizen)
    write(citizen, ANSWER, document=picture())
    expect(citizen.page.locator(".conversation__message--own")).to_contain_text(ANSWER)
    looks(citizen)


def read_answer(officer, case: str, looks) -> None:
    """See on the case page that there is an answer, read it, and have its document."""
    officer.visit(case)
    expect(officer.page.locator("main .tag--waiting")).to_have_count(1)
    looks(officer)
    follow_to(officer, "/messages/")
    expect(officer.page.locator(".conversation")).to_contain_text(ANSWER)
    document = officer.page.locator(".conversation .documents a").get_attribute("href")
    assert officer.page.request.get(officer.site + document).body().startswith(picture()[:8])
    looks(officer)


def decide(setting, officer, case: str, looks) -> None:
    """Write a decision, read it as the person will, change one's mind once, and make it."""
    officer.visit(case)
    follow_to(officer, "/decision/")
    looks(officer)
    officer.act("preview")
    expect(officer.page.locator(".error-summary")).to_contain_text(setting.says("Choisissez la décision."))
    looks(officer)
    fill_decision(officer, State.PARTLY_ACCEPTED)
    officer.act("preview")
    for paragraph in REASONS.split("\n\n"):
        expect(officer.page.locator("main")).to_contain_text(paragraph)
    looks(officer)
    officer.act("change")
    expect(officer.page.locator('[name="reasons"]')).to_have_value(REASONS)
    officer.act("preview")
    officer.act("confirm")
    expect(officer.page.locator("main .tag").first).to_have_text(setting.says("Accepté en partie"))
    expect(officer.page.locator('main a[href$="/decision/"]')).to_have_count(0)
    looks(officer)


def read_decision(setting, citizen, dossier: str, looks) -> None:
    """Find the decision first in the space, and read it with its reasons and remedies."""
    citizen.visit("/espace/citoyen/")
    looks(citizen)
    citizen.visit(dossier)
    main = citizen.page.locator("main")
    with translation.override(setting.language):
        expect(main).to_contain_text(str(STATE_WORDS[State.PARTLY_ACCEPTED]))
    for text in (
        setting.says("La décision"),
        setting.says("Les motifs"),
        setting.says("Si vous n’êtes pas d’accord"),
    ):
        expect(citizen.page.get_by_role("heading", name=text, exact=True)).to_be_visible()
    for paragraph in REASONS.split("\n\n"):
        expect(main).to_contain_text(paragraph)
    expect(main).to_contain_text("le-mediateur.be" if setting.language in {"fr", "en"} else "ediat")
    expect(citizen.page.locator('main a[href$="/retrait/"]')).to_have_count(0)
    looks(citizen)


def assert_told(setting, outside, reference: str) -> None:
    """The person was told of the question and of the decision, in their language, but not what they say."""
    headlines = [setting.says("nouveau message du service"), setting.says("une décision est prise")]

    def mails() -> list[dict[str, Any]]:
        told = [one for one in outside.mails(reference) if MAILED[setting.language] in str(one["to"])]
        return told if all(any(line in one["subject"] for one in told) for line in headlines) else []

    for mail in within(SECONDS, mails):
        assert mail["headers"]["Content-Language"] == setting.language
        assert "casque" not in str(mail)
