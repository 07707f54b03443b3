"""Text twice as large (WCAG 1.4.4): every page of every journey is looked at so; here, that the look sees."""

from __future__ import annotations

import pytest

from tests.journeys.large_text import WIDTHS, lost_when_large

pytestmark = pytest.mark.browser

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


@pytest.mark.parametrize("fault", LOST)
def test_what_is_lost_is_found(page, fault):
    page.set_content(GOOD + LOST[fault])
    found = lost_when_large(page)
    assert any(fault in one and f"{WIDTHS[0]} px" in one for one in found), found


@pytest.mark.parametrize("persona", ["citoyenne-de", "gap", "superviseur"])
def test_open_menu_of_a_long_name_stays_on_the_screen(person, persona):
    person.enter(persona)
    person.page.locator(".menu summary").click()
    assert lost_when_large(person.page) == []


@pytest.mark.parametrize(
    "path", ["/", "/aide/", "/demarches/", "/demarches/sesam/", "/vie-privee/", "/accessibilite/"]
)
def test_long_german_words_stay_on_the_screen(person, path):
    person.enter("citoyenne-de", path=f"/connexion/?next={path}")
    assert person.page.locator("html").get_attribute("lang") == "de"
    for question in person.page.locator("main details").all():
        question.evaluate("(details) => { details.open = true; }")
    assert lost_when_large(person.page) == []
