"""A page with every kind of question, on a phone: axe finds nothing and nothing scrolls sideways."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from dossiers.engine.kinds import KINDS
from tests.filling.definition import question, text
from tests.journeys.accessibility import TOO_WIDE, defects
from tests.support.kinds import SAMPLES

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PHONE = {"width": 360, "height": 740}
OPTIONS = {key: text(key.capitalize()) for key in ("natura", "inondable", "aucune")}
SILENT = {
    "information": {"text": text("À lire.")},
    "computed": {"result": "number", "value": "page.number * 2"},
}
NUMBER = ["number", *(kind for kind in KINDS if kind != "number")]


def page_of(*fields: dict[str, object]) -> dict[str, object]:
    return {"key": "page", "title": text("Page"), "fields": list(fields)}


def every_kind() -> list[dict[str, object]]:
    """Return a question of each kind, first the one that the computed one counts with."""
    return [
        question(kind, kind, **(SAMPLES[kind].words if kind in SAMPLES else SILENT[kind])) for kind in NUMBER
    ]


def test_every_kind_can_be_read_on_a_phone_blank_and_refused(open_tab):
    tab = open_tab(page_of(*every_kind()), viewport=PHONE).open()
    assert tab.shown() == set(KINDS)
    assert defects(tab.page) == []
    assert not tab.page.evaluate(TOO_WIDE)
    named = tab.refused()
    assert named == {kind for kind, one in KINDS.items() if one.asks}
    assert defects(tab.page) == []
    assert not tab.page.evaluate(TOO_WIDE)


def test_a_value_follows_what_is_typed(open_tab):
    tab = open_tab(page_of(*every_kind())).open()
    value = tab.field("computed").locator("output")
    expect(value).to_contain_text("Calculé d’après vos réponses")
    tab.type("number", "21")
    expect(value).to_have_text("42")
    tab.type("number", "vingt")
    expect(value).to_contain_text("Calculé d’après vos réponses")


def test_a_value_of_before_is_not_left_there_when_the_server_does_not_answer(open_tab):
    tab = open_tab(page_of(*every_kind())).open()
    value = tab.field("computed").locator("output")
    tab.type("number", "21")
    expect(value).to_have_text("42")
    tab.page.route("**/questions/", lambda route: route.abort())
    tab.type("number", "22")
    expect(value).to_contain_text("Calculé d’après vos réponses")


def test_ticking_the_one_that_goes_with_no_other_unticks_the_others(open_tab):
    zones = question("zones", "multiple_choice", options=OPTIONS, exclusive="aucune")
    after = question("suite", when={"zones": "aucune"})
    tab = open_tab(page_of(zones, after)).open()
    box = {key: tab.page.locator(f'[name="zones"][value="{key}"]') for key in OPTIONS}
    box["natura"].check()
    box["aucune"].check()
    expect(box["natura"]).not_to_be_checked()
    expect(tab.field("suite")).to_be_visible()
    box["inondable"].check()
    expect(box["aucune"]).not_to_be_checked()
    expect(tab.field("suite")).to_be_hidden()


def test_words_of_ones_own_are_asked_when_other_is_chosen_and_their_error_leads_to_them(open_tab):
    tab = open_tab(page_of(question("moyen", "choice", options=OPTIONS, other=True))).open()
    words = tab.page.locator('[name="moyen-other"]')
    expect(words).to_be_hidden()
    tab.page.locator('[name="moyen-chosen"][value="other"]').check()
    expect(words).to_be_visible()
    assert tab.refused() == {"moyen"}
    assert defects(tab.page) == []
    tab.page.locator(".error-summary a").click()
    expect(words).to_be_focused()
