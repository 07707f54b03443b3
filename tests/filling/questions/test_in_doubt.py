"""In a real Chromium: in doubt a question is shown; nothing moves the focus, floods the server or is lost."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.filling.definition import question
from tests.filling.questions.test_in_browser import page_of
from tests.journeys.accessibility import defects

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

ASKED = "**/questions/"
PAGE = page_of(
    question("tiers", "yes_no"),
    question("mandat", when={"tiers": True}),
    question("motif", when={"tiers": False}),
    question("note", optional=True),
    question("suite", when={"note": "oui"}),
)


@pytest.fixture
def tab(open_tab):
    return open_tab(PAGE).open()


def choose(tab, label: str) -> None:
    tab.field("tiers").get_by_label(label).check()


def held_requests(tab) -> list:
    """Let no request through from now on; each is added to the list, to be answered by the test."""
    waiting: list = []

    def hold(route) -> None:
        waiting.append(route)

    tab.page.route(ASKED, hold)
    return waiting


@pytest.mark.parametrize("answer", [{"status": 500}, {"status": 403, "body": "{}"}, {"body": "pas du JSON"}])
def test_every_question_is_shown_when_the_server_gives_no_answer(tab, answer):
    choose(tab, "Oui")
    expect(tab.field("mandat")).to_be_visible()
    expect(tab.field("motif")).to_be_hidden()
    tab.page.route(ASKED, lambda route: route.fulfill(**answer))
    choose(tab, "Non")
    for key in ("mandat", "motif", "suite"):
        expect(tab.field(key)).to_be_visible()
    tab.page.unroute(ASKED)
    choose(tab, "Oui")
    expect(tab.field("motif")).to_be_hidden()


def test_every_question_is_shown_when_the_network_is_gone(tab):
    tab.page.route(ASKED, lambda route: route.abort())
    choose(tab, "Non")
    for key in ("mandat", "motif", "suite"):
        expect(tab.field(key)).to_be_visible()


def test_every_question_is_shown_while_the_answer_is_late_and_only_then(tab):
    waiting = held_requests(tab)
    choose(tab, "Oui")
    for key in ("mandat", "motif", "suite"):
        expect(tab.field(key)).to_be_visible()
    waiting.pop().continue_()
    expect(tab.field("motif")).to_be_hidden()
    expect(tab.field("mandat")).to_be_visible()


def test_an_answer_that_comes_after_a_newer_one_changes_nothing(tab):
    waiting = held_requests(tab)
    choose(tab, "Oui")
    expect(tab.field("suite")).to_be_visible()
    choose(tab, "Non")
    tab.page.wait_for_timeout(100)
    first, second = waiting
    second.continue_()
    expect(tab.field("mandat")).to_be_hidden()
    first.fulfill(json={"asked": ["tiers", "mandat", "note"]})
    tab.page.wait_for_timeout(300)
    assert tab.shown() == {"tiers", "motif", "note"}


def test_typing_asks_once_it_pauses_and_only_for_answers_that_decide(tab):
    asked = []
    tab.page.on("request", lambda request: asked.append(request) if "/questions/" in request.url else None)
    choose(tab, "Oui")
    expect(tab.field("mandat")).to_be_visible()
    tab.field("mandat").locator("input").press_sequentially("Par procuration", delay=20)
    tab.page.wait_for_timeout(500)
    assert len(asked) == 1
    tab.field("note").locator("input").press_sequentially("oui et non", delay=20)
    tab.field("note").locator("input").blur()
    tab.page.wait_for_timeout(500)
    assert len(asked) == 2
    assert "Par" not in asked[1].post_data
    assert re.search(r"/etapes/page/questions/$", asked[1].url)


def test_a_question_one_is_in_is_not_taken_away(tab):
    choose(tab, "Oui")
    expect(tab.field("mandat")).to_be_visible()
    waiting = held_requests(tab)
    choose(tab, "Non")
    expect(tab.field("motif")).to_be_visible()
    tab.field("mandat").locator("input").focus()
    waiting.pop().continue_()
    tab.page.wait_for_timeout(300)
    expect(tab.field("mandat").locator("input")).to_be_focused()


def test_what_comes_and_goes_is_said_politely(tab):
    status = tab.page.get_by_role("status").filter(has_text="Affiché")
    choose(tab, "Oui")
    expect(status).to_have_text("Affiché : Mandat")
    choose(tab, "Non")
    expect(status).to_have_text("Affiché : Motif. Masqué : Mandat")
    assert defects(tab.page) == []


def test_an_error_goes_with_its_question(tab):
    choose(tab, "Oui")
    assert tab.refused() == {"mandat"}
    choose(tab, "Non")
    expect(tab.field("mandat")).to_be_hidden()
    expect(tab.page.locator(".error-summary")).to_be_hidden()
    choose(tab, "Oui")
    expect(tab.page.locator(".error-summary a")).to_be_visible()


def test_what_the_browser_restores_is_judged_again(tab):
    choose(tab, "Oui")
    expect(tab.field("mandat")).to_be_visible()
    tab.page.locator('main button[value="save"]').click()
    tab.page.wait_for_url(lambda url: "/etapes/" not in url)
    tab.page.go_back()
    expect(tab.field("tiers").get_by_label("Oui")).to_be_checked()
    expect(tab.field("mandat")).to_be_visible()
    expect(tab.field("motif")).to_be_hidden()


def test_without_scripts_all_that_may_apply_is_there_and_what_does_not_is_ignored(open_tab):
    tab = open_tab(PAGE, java_script_enabled=False).open()
    everything = {"tiers", "mandat", "motif", "note", "suite"}
    assert tab.shown() == everything
    choose(tab, "Oui")
    tab.type("motif", "Ne s’applique pas")
    assert tab.refused() == {"mandat"}
    assert tab.shown() == everything
    tab.type("mandat", "Par procuration")
    assert tab.refused() == set()
