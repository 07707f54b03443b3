"""What the documentation names is there: files, folders, modules, commands, addresses, decisions."""

from __future__ import annotations

import re

import pytest

from tests.house.named_things import decisions, examples, is_in_code, missing
from tests.house.test_files import ROOT, named, tracked

PAGES = [path for path in tracked() if path.suffix == ".md" and path.name != "CHANGELOG.md"]
LINK = re.compile(r"\]\(([^)#\s]+)")
TEXTS = [path for path in tracked() if path.suffix in {".py", ".md", ".html", ".toml"}]
DECIDED = {path.name[:4] for path in (ROOT / "docs" / "adr").glob("*.md")}


@pytest.mark.parametrize("page", named(PAGES))
def test_what_a_page_names_is_there(page):
    assert missing(page.read_text()) == []


@pytest.mark.parametrize("page", named(PAGES))
def test_links_between_pages_lead_somewhere(page):
    links = [link for link in LINK.findall(page.read_text()) if "://" not in link]
    assert [link for link in links if not (page.parent / link).exists()] == []


@pytest.mark.parametrize("page", named([page for page in PAGES if page.parent.name == "how-to"]))
def test_examples_stand_in_the_code(page):
    text = page.read_text()
    assert [line for line in examples(text) if not is_in_code(line)] == []


def test_decisions_that_are_cited_were_taken():
    assert len(DECIDED) > 50
    cited = {str(path.relative_to(ROOT)): decisions(path.read_text()) - DECIDED for path in TEXTS}
    assert {name: numbers for name, numbers in cited.items() if numbers} == {}


@pytest.mark.parametrize(
    ("named_so", "is_there"),
    [
        ("`enterprises/rights/door.py`", True),
        ("`enterprises/rights/gate.py`", False),
        ("`enterprises/rights/`", True),
        ("`enterprises/nobody/`", False),
        ("`templates/mail/<name>.{subject.txt,txt,html}`", True),
        ("`templates/mail/<name>.{subject.txt,md}`", False),
        ("`pages/help.html`", True),
        ("`pyproject.toml`", True),
        ("`setup.toml`", False),
        ("`enterprises.rights.door.get_actor`", True),
        ("`enterprises.rights.door.get_nobody`", False),
        ("`enterprises.nobody`", False),
        ("`enterprises:my_rights`", True),
        ("`enterprises:nobody`", False),
        ("`/espaces/`", True),
        ("`/espaces/nulle-part/`", False),
        ("`State.DRAFT`", True),
        ("`State.NOBODY`", False),
        ("`get_actor(request, space)`", True),
        ("`get_nobody(request)`", False),
        ("`tests/house/test_documentation.py::test_links_between_pages_lead_somewhere`", True),
        ("`tests/house/test_documentation.py::test_nobody`", False),
        ("`python3 manage.py check_all`", True),
        ("```sh\npython3 manage.py check_nothing\n```", False),
    ],
)
def test_what_is_not_there_is_seen(named_so, is_there):
    assert (missing(f"See {named_so}.") == []) is is_there


def test_each_decision_bears_a_number_of_its_own():
    decided = sorted((ROOT / "docs" / "adr").glob("*.md"))
    assert len(DECIDED) == len(decided) > 1
    assert [page.name for page in decided if not page.read_text().startswith(f"# {page.name[:4]} ")] == []


def test_a_decision_that_nobody_took_is_seen():
    nobody_took = "9999"
    assert decisions(f"Because (ADR 0003, 0004 and {nobody_took}).") - DECIDED == {nobody_took}


def test_an_example_that_is_no_code_is_seen():
    page = "1. Do:\n\n   ```python\n   @require_safe\n   def nobody():\n   ```\n\n   ```sh\n   ls\n   ```\n"
    assert [is_in_code(line) for line in examples(page)] == [True, False]
