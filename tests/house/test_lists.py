"""Every list that can grow is cut into pages: each loop goes over a page, or says what bounds it."""

from __future__ import annotations

import re

import pytest

from tests.house.bounded_lists import BOUNDED, PASSED_ON
from tests.house.texts import ROOT

TEMPLATES = ROOT / "templates"
LOOP = re.compile(r"{% for [\w, ]+ in ([\w.]+)")
INCLUDE = r'{%% include "%s"(?: with ((?:[\w.]+=(?:"[^"]*"|[\w.]+) ?)*))?'
PAGES = re.compile(r'{% include "components/lists/pages.html"(?: with page=([\w.]+))?')

SOURCES = {str(path.relative_to(TEMPLATES)): path.read_text() for path in TEMPLATES.rglob("*.html")}
LOOPS = {(name, found[1]) for name, source in SOURCES.items() for found in LOOP.finditer(source)}
OF_A_PAGE = {(name, rows) for name, rows in LOOPS if rows.endswith(".rows") and (name, rows) not in BOUNDED}


def includers(partial: str) -> list[tuple[str, dict[str, str]]]:
    """Return the templates that include ``partial``, each with what it passes."""
    found = re.compile(INCLUDE % re.escape(partial))
    return [
        (name, dict(pair.split("=") for pair in (include[1] or "").split()))
        for name, source in SOURCES.items()
        for include in found.finditer(source)
    ]


def test_every_other_loop_says_what_bounds_it():
    others = LOOPS - OF_A_PAGE - set(PASSED_ON)
    assert others - set(BOUNDED) == set()
    assert set(BOUNDED) - others == set()
    assert set(PASSED_ON) <= LOOPS
    assert all(len(reason) > 9 for reason in BOUNDED.values())


@pytest.mark.parametrize(("name", "rows"), sorted(OF_A_PAGE))
def test_the_page_shows_the_way_to_the_others(name, rows):
    sources = [SOURCES[name], *(SOURCES[one] for one, _passed in includers(name))]
    shown = {found[1] or "page" for source in sources for found in PAGES.finditer(source)}
    assert rows.removesuffix(".rows") in shown


@pytest.mark.parametrize(("partial", "rows"), sorted(PASSED_ON))
def test_what_is_handed_to_a_partial_is_a_page_or_bounded(partial, rows):
    handed = {passed.get(rows, rows) for _name, passed in includers(partial)}
    assert handed
    unbounded = {one for one in handed if not one.endswith(".rows")}
    assert unbounded == set(PASSED_ON[partial, rows])


def test_a_loop_over_rows_that_grow_is_noticed():
    assert LOOP.search("{% for member in members %}")[1] == "members"
    assert ("enterprises/members.html", "members") not in BOUNDED
