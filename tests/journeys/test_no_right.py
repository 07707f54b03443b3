"""Who has no right learns it before filling in all of it, why, and what to do instead."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


def test_a_bicycle_of_a_private_person_gives_no_right_until_the_answer_is_changed(person, audit):
    person.enter("citoyen", path="/demarches/prime-velo/commencer/")
    person.start("prime-velo")
    person.proceed()
    person.fill({"etat": "occasion", "professionnel": "no", "prix": "300"})
    person.press("Continuer")
    expect(person.page.locator("h1")).to_have_text("Vos réponses ne remplissent pas les conditions")
    expect(person.page.get_by_text("Article 3")).to_be_visible()
    audit(person.page)

    person.page.get_by_role("link", name="Modifier L’avez-vous acheté chez un professionnel").click()
    expect(person.page.locator("#id_professionnel")).to_be_focused()
    person.fill({"professionnel": "yes", "prix": "19000"})
    person.press("Continuer")
    expect(person.page.get_by_role("heading", name="À savoir avant de continuer")).to_be_visible()
    expect(person.page.locator(".notice[tabindex]")).to_be_focused()
    audit(person.page)
    person.press("Continuer")
    expect(person.page.locator("h1")).to_have_text("L’usage de votre vélo")


@pytest.mark.parametrize(
    ("has_scripts", "width"), [(True, 1280), (False, 360)], ids=["desk", "phone, no scripts"]
)
def test_somebody_finds_out_before_signing_in_and_begins_with_what_they_said(
    new_person, audit, has_scripts, width
):
    person = new_person(java_script_enabled=has_scripts, viewport={"width": width, "height": 740})
    heading, look = person.page.locator("h1"), audit if has_scripts else width_fits
    person.visit("/demarches/prime-velo/")
    person.follow("Suis-je concerné ?")
    look(person.page)
    person.press("Continuer")
    expect(person.page).to_have_title(re.compile(r"^Erreur\s: "))
    look(person.page)
    while heading.inner_text() == "Suis-je concerné ?":
        answer_one(person, {"usage": "autre"})
    expect(heading).to_have_text("Vous n’y avez pas droit")
    look(person.page)
    person.press("Modifier Pour quels trajets utilisez-vous ce vélo ?")
    while heading.inner_text() == "Suis-je concerné ?":
        answer_one(person, {})
    expect(heading).to_have_text("Vous semblez y avoir droit")
    look(person.page)
    person.press("Commencer")
    person.prove_identity("citoyen", "itsme")
    person.start("prime-velo")
    expect(person.page.get_by_text("sont déjà dans ce brouillon")).to_be_visible()
    person.visit(person.page.url.replace("/identite/", "/usage/").removeprefix(person.site))
    expect(person.page.locator('[name="usage"][value="domicile_travail"]')).to_be_checked()


def width_fits(page) -> None:
    """Nothing of the page is wider than the screen."""
    assert page.locator("html").evaluate("root => root.scrollWidth <= root.clientWidth")


def answer_one(person, given) -> None:
    """Answer the question of the page, with the first option unless another is ``given``, and go on."""
    asked = person.page.locator('[name="asked"]').input_value().partition(".")[2]
    chosen = f'[value="{given[asked]}"]' if asked in given else ""
    person.page.locator(f'[name="{asked}"]{chosen}').first.check()
    person.press("Continuer")
