"""Each démarche on a telephone: what is left out is said, everybody can read every page, and it is sent."""

from __future__ import annotations

import pytest

from tests.definitions.given import GIVEN
from tests.definitions.test_each_is_sent import ENTITLED, PATHS
from tests.journeys.accessibility import EVERYTHING, TOO_WIDE, defects
from tests.journeys.person import MOST_STEPS, REVIEW

pytestmark = pytest.mark.browser

PHONE = {"width": 360, "height": 740}
BAKERY = "1999990144"
OF_ENTERPRISES = {path.stem for path in PATHS if "\naudience: enterprise\n" in path.read_text()}
WITHOUT_SCRIPTS = {"passeport-entreprise", "prime-habitation"}
"""Groups of both layouts, and an exit; the others are made without scripts over HTTP (tests/definitions)."""


def look(page) -> None:
    """Assert that a page breaks no rule of WCAG 2.2 AA, and does not scroll sideways."""
    assert defects(page, EVERYTHING) == [], page.url
    assert page.evaluate(TOO_WIDE) == 0, page.url


def address(page) -> str:
    """Return where a page is, without what it was asked."""
    return page.url.partition("?")[0]


@pytest.mark.parametrize(
    ("slug", "has_scripts"),
    [(path.stem, True) for path in PATHS] + [(slug, False) for slug in sorted(WITHOUT_SCRIPTS)],
)
def test_a_demarche_is_made_on_a_telephone(new_person, slug, has_scripts):
    person = new_person(viewport=PHONE, java_script_enabled=has_scripts)
    is_own = slug not in OF_ENTERPRISES
    person.enter("citoyen" if is_own else "proprietaire", path=f"/demarches/{slug}/commencer/")
    person.start(slug, "citoyen" if is_own else BAKERY)
    given = GIVEN.get(slug, {}) | ENTITLED.get(slug, {})
    for _ in range(MOST_STEPS):
        look(person.page)
        if REVIEW.search(person.page.url):
            break
        step = address(person.page)
        person.act("continue")
        if address(person.page) == step:
            assert person.page.locator(".error-summary").is_visible()
            look(person.page)
            person.fill(given)
            person.proceed()
    assert person.submit().startswith("ME-")
    look(person.page)
