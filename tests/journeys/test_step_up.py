"""A démarche that asks for the identity card, met with itsme: at its door, and in the middle of its form."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from monespace.settings.base import BASE_DIR
from tests.journeys.person import Person

pytestmark = pytest.mark.browser

SLUG = "prime-carte"
START = f"/demarches/{SLUG}/commencer/"
SURER = "demande une identification plus sûre"


@pytest.fixture(scope="module", autouse=True)
def sure_demarche(portal, tmp_path_factory):
    """The bicycle premium at level 500, in these tests only: no démarche we know of justifies it."""
    text = (BASE_DIR / "dossiers/definitions/prime-velo.yaml").read_text()
    sure = text.replace("slug: prime-velo", f"slug: {SLUG}").replace("level: 450", "level: 500")
    file = tmp_path_factory.mktemp("definitions") / f"{SLUG}.yaml"
    file.write_text(sure)
    assert "is published" in portal.manage("publish_demarche", str(file))


def another_tab(person: Person) -> Person:
    """A second tab of the same browser."""
    return Person(person.page.context.new_page(), person.site, person.has_scripts)


def expect_the_card_alone(person: Person) -> None:
    """The sign-in page says why it asks, and offers the card and not itsme."""
    expect(person.page.locator("main")).to_contain_text(SURER)
    expect(person.page.locator('[data-method="itsme"]')).to_have_count(0)


def test_person_known_by_itsme_shows_the_card_before_beginning(person, audit):
    person.looks = audit
    person.sign_in("citoyen", "itsme")
    person.visit(START)
    audit(person.page)
    person.follow("M’identifier avec ma carte")
    expect_the_card_alone(person)
    person.prove_identity("citoyen", "eid")
    expect(person.page).to_have_url(re.compile(f"{START}$"))
    person.start(SLUG)
    expect(person.page.locator("h1")).to_have_text("Vous")


@pytest.mark.parametrize("has_scripts", [True, False], ids=["scripts", "no scripts"])
def test_person_fallen_to_itsme_in_the_middle_of_a_step_finds_it_as_it_was(new_person, audit, has_scripts):
    person = new_person(java_script_enabled=has_scripts)
    other = another_tab(person)
    other.visit("/connexion/")
    person.sign_in("citoyen", "eid", START)
    person.start(SLUG)
    person.proceed()
    step = person.page.url
    expect(person.page.locator("h1")).to_have_text("Votre vélo")
    person.fill({"prix": "888,80"})

    other.prove_identity("citoyen", "itsme")
    expect(other.page.locator("main")).to_contain_text("est moins sûre qu’auparavant")

    person.act("continue")
    expect_the_card_alone(person)
    if has_scripts:
        audit(person.page)
    person.prove_identity("citoyen", "eid")
    expect(person.page).to_have_url(step)
    expect(person.page.get_by_label("Prix payé")).to_have_value("888,80")

    person.fill_all()
    reference = person.submit()
    assert as_the_agent_reads(new_person(), reference).count("(eID), niveau 500") == 2, "begun and sent"


def as_the_agent_reads(agent: Person, reference: str) -> str:
    """Return what the dossier's page says to an agent."""
    agent.sign_in("agent", path="/admin/")
    agent.page.locator('[name="text"]').fill(reference)
    agent.press("Rechercher")
    agent.page.get_by_role("link", name=reference).click()
    agent.page.get_by_label("Appel téléphonique").check()
    agent.press("Ouvrir le dossier")
    return agent.page.locator("main").inner_text()
