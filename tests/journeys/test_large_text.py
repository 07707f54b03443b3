"""Text twice as large (WCAG 1.4.4): every page of every journey is looked at so; here, that the look sees."""

from __future__ import annotations

import pytest

from tests.journeys.large_text import WIDTHS, lost_when_large
from tests.journeys.service import LONGEST_WORD, OFFICER, QUEUE

pytestmark = pytest.mark.browser

LENGTHEN = """(name) => {
  const where = ".acting strong, .agents-filter a, .records td, .menu summary";
  const names = [...document.querySelectorAll(where)];
  names.forEach((one) => one.append(" ", name));
  return names.length;
}"""
GOOD = "<p>Une phrase avec <a href='#'>un lien</a>.</p><button>Envoyer</button><label><input> Nom</label>"
LOST = {
    "over": "<div style='display: flex'><b style='width: 1rem'>Langues</b><a href='#'>Aide</a></div>",
    "beyond the screen": "<p style='white-space: nowrap'>Une phrase qui ne revient jamais à la ligne</p>",
    "sticks out of": "<p style='padding-left: 90px'><button style='width: 50px'>Enregistrement</button></p>",
    "cut by": "<p style='height: 20px; overflow: hidden'>Une phrase de plus d’une ligne, de deux même</p>",
    "px wide": "<div style='width: 60rem; height: 1px'></div>",
}


def test_page_that_loses_nothing_is_good(page):
    page.set_content(GOOD)
    assert lost_when_large(page) == []
    assert page.evaluate("document.documentElement.style.fontSize") == ""


def test_what_is_lost_is_found(page):
    for fault, html in LOST.items():
        page.set_content(GOOD + html)
        found = lost_when_large(page)
        assert any(fault in one and f"{WIDTHS[0]} px" in one for one in found), (fault, found)


@pytest.mark.parametrize("persona", ["citoyenne-de", "gap", "superviseur"])
def test_open_menu_of_a_long_name_stays_on_the_screen(person, persona):
    person.enter(persona)
    person.page.locator(".menu summary").click()
    assert lost_when_large(person.page) == []


@pytest.mark.parametrize(
    ("persona", "path"),
    [("proprietaire", "/espace/1999990144/dossiers/"), (OFFICER, f"{QUEUE}?onglet=ouverts")],
)
def test_long_names_stay_on_the_screen(person, persona, path):
    person.enter(persona)
    person.visit(path)
    changed = person.page.evaluate(LENGTHEN, LONGEST_WORD)
    assert changed > 1
    assert lost_when_large(person.page) == []


def test_long_german_words_stay_on_the_screen(person):
    person.enter("citoyenne-de")
    for path in ("/", "/aide/", "/demarches/", "/demarches/sesam/", "/vie-privee/", "/accessibilite/"):
        person.visit(path)
        assert person.page.locator("html").get_attribute("lang") == "de", path
        for question in person.page.locator("main details").all():
            question.evaluate("(details) => { details.open = true; }")
        assert lost_when_large(person.page) == [], path
