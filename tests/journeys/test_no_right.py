"""Who has no right learns it before filling in all of it, why, and what to do instead."""

from __future__ import annotations

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
