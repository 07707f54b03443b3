"""How many characters of a long text are left, said in a real Chromium as the server would count them."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from monespace.common.text import several_lines

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WITHOUT_SCRIPTS = {"java_script_enabled": False}
TEXTS = {
    "plain": "Trois mots ici",
    "ends": "  \n autour \t\n",
    "lines": "une\ndeux\n\ntrois",
    "composed": "e\u0301te\u0301",
    "beyond sixteen bits": "𝔸🚲",
    "family": "👨\u200d👩\u200d👧\ufe0f et ❤\ufe0f",
    "keycap and flag": "1\ufe0f\u20e3 🏴\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f",
    "joined letters": "می\u200cخواهم क्\u200dष",
    "unseen": "co\u00adu\u200bpé\u2060 \ufeffa\u202eb",
    "spaces": "a\u00a0b\u202fc\u3000d",
    "separators": "a\u2028b\u0085c\vd",
    "private": "\ue000a\U000f0000",
    "nothing to see": "\u200b\u00a0\u2060",
}


@pytest.fixture
def question(page, live_server):
    """The question of the demo that is answered by a text of several lines."""
    page.clock.install()
    page.goto(f"{live_server.url}/demo/questions/")
    return page.locator('[data-kind="long_text"]').first


def seen(question) -> str:
    return question.locator(".count [aria-hidden]").inner_text()


def told(question) -> str:
    return question.locator(".count [role=status]").inner_text()


def most(question) -> int:
    return int(question.locator(".count").get_attribute("data-most"))


def test_it_counts_as_the_server_does(question):
    for name, text in TEXTS.items():
        question.locator("textarea").fill(text)
        left = most(question) - len(several_lines(text))
        assert seen(question) == f"Encore {left} caractères", name


def test_too_much_is_said_and_stops_nobody(question):
    text, line = question.locator("textarea"), question.locator(".count")
    for excess, words in (
        (-2, "Encore 2 caractères"),
        (-1, "Encore un caractère"),
        (0, "Plus aucun caractère"),
        (1, "Un caractère de trop"),
        (25, "25 caractères de trop"),
    ):
        typed = "a" * (most(question) + excess)
        text.fill(typed)
        expect(text).to_have_value(typed)
        assert seen(question) == words
        assert (line.get_attribute("data-excess") is not None) == (excess > 0)


def test_it_is_read_out_after_a_pause_and_only_when_little_is_left(page, question):
    text = question.locator("textarea")
    text.fill("a" * (most(question) // 2))
    page.clock.run_for(5000)
    assert told(question) == ""
    text.fill("a" * (most(question) - 3))
    page.clock.run_for(1000)
    text.press("End")
    text.press_sequentially("b")
    page.clock.run_for(1000)
    assert told(question) == ""
    page.clock.run_for(1000)
    assert told(question) == "Encore 2 caractères"
    text.fill("bref")
    page.clock.run_for(2000)
    assert told(question) == ""


def test_without_scripts_the_hint_says_how_many_there_may_be(new_context, live_server):
    page = new_context(**WITHOUT_SCRIPTS).new_page()
    page.goto(f"{live_server.url}/demo/questions/")
    question = page.locator('[data-kind="long_text"]').first
    expect(question.locator(".count")).to_be_hidden()
    expect(question.locator(".hint").first).to_contain_text(f"{most(question)} caractères au plus.")
    assert question.locator("textarea").get_attribute("maxlength") is None
