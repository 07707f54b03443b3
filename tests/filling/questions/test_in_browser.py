"""In a real Chromium: what the page hides is nothing that the server then requires."""

from __future__ import annotations

import pytest
from playwright.sync_api import Route, expect

from tests.filling.definition import question, text

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SPELLINGS = [
    ("date", {"champ": "2027-07-21"}, "21/07/2027"),
    ("date", {"champ": {"one_of": ["2027-07-21"]}}, "21-7-2027"),
    ("date", {"champ": {"answered": False}}, "31/02/2027"),
    ("number", {"champ": {"at_least": 1000}}, "1.000"),
    ("number", {"champ": {"equals": 1000}}, "1 000"),
    ("number", {"champ": {"answered": False}}, "douze"),
    ("money", {"champ": {"at_most": 2000}}, "1.234,50 €"),
    ("email", {"champ": {"answered": False}}, "camille@"),
    ("niss", {"champ": {"answered": False}}, "12345678901"),
    ("text", {"champ": "oui"}, "o\u0075i "),
]


def page_of(*fields: dict[str, object]) -> dict[str, object]:
    return {"key": "page", "title": text("Page"), "fields": list(fields)}


@pytest.mark.parametrize(("kind", "when", "typed"), SPELLINGS)
def test_an_odd_spelling_hides_nothing_that_is_required(open_tab, kind, when, typed):
    fields = [question("champ", kind), question("suite", when=when), question("autre", when={"not": when})]
    tab = open_tab(page_of(*fields)).open()
    tab.type("champ", typed)
    expect(tab.field("suite")).to_be_visible()
    expect(tab.field("autre")).to_be_hidden()
    assert "suite" in tab.refused()
    assert "autre" not in tab.shown()


def test_a_locked_answer_counts_as_answered(open_tab):
    fields = [
        question("nom", prefill="person.last_name"),
        question("suite", when={"nom": {"answered": True}}),
        question("autre", when={"nom": {"answered": False}}),
    ]
    tab = open_tab(page_of(*fields)).open()
    assert tab.shown() == {"nom", "suite"}
    assert tab.refused() == {"suite"}


def test_a_preset_country_is_no_address(open_tab):
    fields = [
        question("adresse", "address", optional=True),
        question("sans", when={"adresse": {"answered": False}}),
        question("avec", when={"adresse": {"answered": True}}),
    ]
    tab = open_tab(page_of(*fields)).open()
    assert tab.shown() == {"adresse", "sans"}
    for part, value in {"street": "Rue de Fer", "number": "42", "postcode": "5000"}.items():
        tab.page.locator(f'[name="adresse-{part}"]').fill(value)
    tab.page.locator('[name="adresse-locality"]').fill("Namur")
    expect(tab.field("avec")).to_be_visible()
    expect(tab.field("sans")).to_be_hidden()
    assert tab.refused() == {"avec"}


def test_a_file_hides_nothing_from_its_choice_to_its_removal(open_tab):
    fields = [
        question("facture", "file", optional=True),
        question("avec", when={"facture": {"answered": True}}),
        question("sans", when={"facture": {"answered": False}}),
    ]
    tab = open_tab(page_of(*fields)).open()
    assert tab.shown() == {"facture", "sans"}
    invoice = {"name": "facture.png", "mimeType": "image/png", "buffer": PNG}
    under_way: list[Route] = []
    tab.page.route("**/documents/", lambda route: under_way.append(route), times=1)  # noqa: PLW0108 - Playwright marks it
    with tab.page.expect_request("**/documents/"):
        tab.field("facture").locator('[type="file"]').set_input_files(invoice)
    expect(tab.field("avec")).to_be_visible()
    expect(tab.field("sans")).to_be_visible()
    under_way.pop().continue_()
    expect(tab.field("sans")).to_be_hidden()
    expect(tab.field("avec")).to_be_visible()
    assert tab.refused() == {"avec"}
    assert tab.shown() == {"facture", "avec"}
    tab.field("facture").get_by_role("button", name="Retirer").click()
    expect(tab.field("sans")).to_be_visible()
    expect(tab.field("avec")).to_be_hidden()
    assert tab.refused() == {"sans"}


def test_a_saved_choice_that_is_unticked_is_no_answer_any_more(open_tab):
    options = [{"key": key, "label": text(key.upper())} for key in ("a", "b")]
    fields = [
        question("choix", "multiple_choice", options=options, optional=True),
        question("avec", when={"choix": "a"}),
        question("sans", when={"choix": {"answered": False}}),
    ]
    tab = open_tab(page_of(*fields)).open()
    tab.field("choix").get_by_label("A").check()
    expect(tab.field("avec")).to_be_visible()
    assert tab.refused() == {"avec"}
    tab.field("choix").get_by_label("A").uncheck()
    expect(tab.field("sans")).to_be_visible()
    expect(tab.field("avec")).to_be_hidden()
    assert tab.refused() == {"sans"}


def test_what_depends_on_a_dependent_question_follows_and_keeps_what_was_typed(open_tab):
    fields = [
        question("tiers", "yes_no"),
        question("mandat", when={"tiers": True}),
        question("date", "date", when={"mandat": {"answered": True}}),
        question("lire", "information", text=text("Bon à savoir."), when={"mandat": {"answered": True}}),
    ]
    tab = open_tab(page_of(*fields)).open()
    assert tab.shown() == {"tiers"}
    tab.field("tiers").get_by_label("Oui").check()
    expect(tab.field("mandat")).to_be_visible()
    assert tab.page.evaluate("document.activeElement.name") == "tiers"
    tab.type("mandat", "Par procuration")
    expect(tab.field("lire")).to_be_visible()
    expect(tab.field("date")).to_be_visible()
    tab.field("tiers").get_by_label("Non").check()
    expect(tab.field("date")).to_be_hidden()
    assert tab.shown() == {"tiers"}
    tab.field("tiers").get_by_label("Oui").check()
    expect(tab.field("date")).to_be_visible()
    assert tab.field("mandat").locator("input").input_value() == "Par procuration"
    assert tab.refused() == {"date"}


PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d4944415478da63"
    "64f8cf50cf0000038601805a3433490000000049454e44ae426082"
)
