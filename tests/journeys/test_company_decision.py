"""An enterprise’s dossier: a Collaborateur prepares, the Propriétaire sends, answers and is told."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from dossiers.states import State
from tests.journeys.outside import within
from tests.journeys.service import (
    OFFICER,
    REASONS,
    fill_decision,
    follow_to,
    open_dossier,
    press_for,
    write,
)

pytestmark = pytest.mark.browser

BAKERY = "1999990144"
SPACE = f"/espace/{BAKERY}/"
OWNER_ADDRESS = "nadia.elamrani@exemple.be"
SECONDS = 20
LINK = re.compile(r"http\S+/dossiers/[0-9a-f-]{36}/")


def link_told(outside, reference: str, headline: str) -> str:
    """Return where the owner's mail of that headline leads, as soon as it has come."""

    def links() -> list[str]:
        mails = [mail for mail in outside.mails(reference) if headline in mail["subject"]]
        assert all(OWNER_ADDRESS in str(mail["to"]) for mail in mails), "nobody else has a proved address"
        return [LINK.search(mail["text"])[0] for mail in mails]

    return within(SECONDS, links)[0]


def prepare(walker) -> str:
    """As the Collaborateur, fill in a request up to its review, which others send; return its address."""
    colleague = walker("collaborateur")
    page = colleague.start("sesam", BAKERY)
    while not page.url.endswith("/recapitulatif/"):
        page = colleague.fill(page)
    assert not [form for form in page.forms() if form.url.endswith("/soumettre/")]
    return page.url


def send(owner, walker) -> tuple[str, str]:
    """As the Propriétaire, send what the colleague prepared; return its reference and its address."""
    owner.page.goto(prepare(walker))
    reference = owner.submit()
    expect(owner.page.locator("main")).to_contain_text("Nadia El Amrani (Propriétaire)")
    return reference, owner.page.url.removeprefix(owner.site).removesuffix("accuse/")


def test_owner_sends_what_a_colleague_prepared_answers_and_is_told(new_person, walker, outside, audit):
    owner, officer, reader = new_person(), new_person(), new_person(java_script_enabled=False)
    owner.enter("proprietaire")
    reference, dossier = send(owner, walker)

    officer.enter(OFFICER, path="/admin/")
    case = open_dossier(officer, reference)
    press_for(officer, "/prendre/")
    follow_to(officer, "/messages/")
    write(officer, "Combien de personnes suivront la formation ?")

    owner.page.goto(link_told(outside, reference, "nouveau message du service"))
    follow_to(owner, "/messages/")
    write(owner, "Quatre personnes.")
    audit(owner.page)

    reader.enter("lecteur")
    reader.visit(f"{dossier}messages/")
    expect(reader.page.locator(".conversation")).to_contain_text("Quatre personnes.")
    expect(reader.page.locator(".conversation")).to_contain_text("Nadia El Amrani")
    expect(reader.page.locator('[name="text"]'), "who only reads does not answer").to_have_count(0)

    officer.visit(case)
    follow_to(officer, "/decision/")
    fill_decision(officer, State.ACCEPTED)
    officer.act("preview")
    officer.act("confirm")

    owner.page.goto(link_told(outside, reference, "une décision est prise"))
    expect(owner.page.locator("main")).to_contain_text(REASONS.partition("\n")[0])
    audit(owner.page)
    owner.visit(f"{SPACE}dossiers/")
    expect(owner.page.locator("main tr", has_text=reference)).to_contain_text("Accepté")
    audit(owner.page)
