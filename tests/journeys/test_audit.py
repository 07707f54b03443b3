"""The audit of the journeys: what it notices, wherever it is to be seen."""

from __future__ import annotations

import pytest

from tests.journeys.accessibility import Audit
from tests.journeys.service import LONGEST_WORD

pytestmark = pytest.mark.browser

ON_A_PHONE = "@media (max-width: 600px)"


def audited(page, style: str, content: str) -> list[str]:
    """Return what an audit finds on a page of one's own."""
    head = f"<title>T</title><meta name=viewport content='width=device-width'><style>{style}</style>"
    page.set_content(f"<html lang=fr>{head}<main><h1>T</h1>{content}</main>")
    looking = Audit(set())
    looking(page)
    return looking.problems


def test_audit_finds_what_is_wrong(page):
    looking = Audit(set())
    page.set_content("<html><title>Rien</title><main style='width: 900px'><img src='data:,'><p>Texte</p>")
    looking(page)
    assert {problem.split(": ")[-2] for problem in looking.problems if "px wide" not in problem} >= {
        "image-alt",
        "html-has-lang",
    }
    assert any("px wide at 320 px" in problem for problem in looking.problems)


@pytest.mark.parametrize(
    ("style", "where"),
    [
        ("", "on a desk"),  # what both show is judged by all rules on one of them
        ("@media (min-width: 600px) { img { display: none } }", "on a phone"),
        (f"img {{ visibility: hidden }} {ON_A_PHONE} {{ img {{ visibility: visible }} }}", "on a phone"),
    ],
)
def test_audit_judges_what_is_shown_anywhere(page, style, where):
    problems = audited(page, f"{style} img {{ width: 99px; height: 99px }}", "<img src='data:,'>")
    assert problems == [f"/ « T » {where}: image-alt: img"]


@pytest.mark.parametrize(
    ("style", "places"),
    [
        ("p { color: #999 }", {"on a desk", "in the dark"}),
        (f"{ON_A_PHONE} {{ p {{ color: #999 }} }}", {"on a phone"}),
        (f"{ON_A_PHONE} {{ main {{ background: #555 }} }}", {"on a phone"}),
        (f"p {{ color: #888; font-size: 24px }} {ON_A_PHONE} {{ p {{ font-size: 16px }} }}", {"on a phone"}),
        ("@media (prefers-color-scheme: dark) { p { color: #999 } }", {"in the dark"}),
    ],
)
def test_audit_judges_colours_wherever_they_are_others(page, style, places):
    found = audited(page, style, "<p>Texte</p>")
    assert {one.partition(": ")[0].partition("» ")[2] for one in found} == places
    assert all("color-contrast" in one for one in found)


def test_audit_judges_on_a_phone_what_is_too_close_there(page):
    small = f"{ON_A_PHONE} {{ button {{ padding: 0; font-size: 8px }} }}"
    found = audited(
        page,
        f"button {{ display: block; padding: 15px }} {small}",
        "<button>Un</button><button>Deux</button>",
    )
    assert {one.split(": ")[0].partition("» ")[2] for one in found if "target-size" in one} == {"on a phone"}


def test_audit_looks_at_the_words_of_each_language(page):
    looking, html = Audit(set()), "<html lang='{}'><title>T</title><main><h1>{}</h1></main>"
    page.set_content(html.format("fr", "Bienvenue"))
    looking(page)
    assert looking.problems == []
    page.set_content(html.format("de", LONGEST_WORD))
    looking(page)
    assert any("px wide at 320 px" in problem for problem in looking.problems)
