"""A kind of question is named by its word in its own module only, so that adding one touches few files."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

import pytest

from dossiers.engine.kinds import KINDS
from tests.house.test_files import CODE_FILES, ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

OWN = ("dossiers/engine/kinds/", "tests/support/kinds/")
OTHER_LOOKUPS = ("templates/helpdesk/", "helpdesk/")
"""They have kinds of their own: those of what an agent looks for."""
MOST_EXAMPLES = 5
"""Kinds named together as examples; a longer list is one that a new kind would have to join."""
STYLED = re.compile(r"\[data-kind")
MARKED = re.compile(rf'data-kind="(?:{"|".join(KINDS)})"')
CHOSEN = re.compile(rf"""\bkind (?:==|!=|in) ["'](?:{"|".join(KINDS)})["']""")
GUIDE = ROOT / "docs/how-to/add-a-field-kind.md"
MOST_FILES = 5


def words_in(node: ast.AST) -> set[str]:
    """Return the kinds that are named in an expression, or in what it is made of directly."""
    parts = node.elts if isinstance(node, ast.Set | ast.List | ast.Tuple) else [node]
    return {one.value for one in parts if isinstance(one, ast.Constant) and one.value in KINDS}


def is_a_kind(node: ast.AST) -> bool:
    """Say whether an expression reads the kind of something."""
    return getattr(node, "attr", getattr(node, "id", "")) == "kind"


def named_in_code(source: str, *, is_test: bool = False) -> Iterator[int]:
    """Give the lines that ask for or give out a kind by its word, as tests may, or list many kinds."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Compare | ast.Assign) and not is_test:
            sides = [node.left, *node.comparators] if isinstance(node, ast.Compare) else node.targets
            others = sides if isinstance(node, ast.Compare) else [node.value]
            if any(map(is_a_kind, sides)) and any(map(words_in, others)):
                yield node.lineno
        elif isinstance(node, ast.Dict):
            keys = {key.value for key in node.keys if isinstance(key, ast.Constant)}
            if len(keys & set(KINDS)) > MOST_EXAMPLES:
                yield node.lineno
        elif len(words_in(node)) > MOST_EXAMPLES:
            yield node.lineno


def named_in_page(source: str) -> Iterator[int]:
    """Give the lines of a template, style sheet or script that name a kind."""
    for number, line in enumerate(source.splitlines(), start=1):
        if STYLED.search(line) or MARKED.search(line) or CHOSEN.search(line):
            yield number


def named(path: Path) -> list[str]:
    """Return the places of a file that name kinds."""
    place = str(path.relative_to(ROOT))
    if place.startswith((*OWN, *OTHER_LOOKUPS)):
        return []
    if path.suffix == ".py":
        lines = named_in_code(path.read_text(), is_test=place.startswith("tests/"))
    elif path.suffix in {".html", ".css", ".js"}:
        lines = named_in_page(path.read_text())
    else:
        return []
    return [f"{place}:{line}" for line in lines]


@pytest.mark.parametrize(
    "source",
    [
        'if question.kind == "date": pass',
        'if "date" != kind: pass',
        'if field.kind in {"choice", "multiple_choice"}: pass',
        'field.kind = "choice"',
        'kind = "bce_number"',
        'typed = {"text": "", "number": "", "date": "", "email": "", "iban": "", "money": ""}',
        'kinds = ["text", "number", "date", "email", "iban", "money"]',
    ],
)
def test_code_that_names_kinds_is_found(source):
    assert list(named_in_code(source)) == [1]


@pytest.mark.parametrize(
    "source", ['[data-kind="date"] > input {', '<div data-kind="file">', '{% if field.kind == "date" %}']
)
def test_a_page_that_names_kinds_is_found(source):
    assert list(named_in_page(source)) == [1]


def test_nothing_else_names_kinds():
    assert [place for path in CODE_FILES for place in named(path)] == []


def files_of_the_guide() -> list[Path]:
    """Return the files to write, as the guide numbers them."""
    return [
        (GUIDE.parent / found[1]).resolve()
        for found in re.finditer(r"^[0-9]+\. \[[^\]]+\]\(([^)]+)\)", GUIDE.read_text(), re.MULTILINE)
    ]


def test_the_guide_names_at_most_five_files_and_nothing_else_has_the_kind_it_tells_of():
    files = files_of_the_guide()
    assert 0 < len(files) <= MOST_FILES
    [told] = [kind for kind in KINDS if f'Literal["{kind}"]' in GUIDE.read_text()]
    said = re.compile(rf"""\b{KINDS[told].__name__}\b|\bkind: {told}\b|["'`]{told}["'`]\s*[:,|\])]""")
    assert [path for path in files if not said.search(path.read_text())] == []
    kept = [path for path in CODE_FILES if path.parts[len(ROOT.parts)] in {"dossiers", "templates", "static"}]
    assert len(kept) > MOST_FILES
    assert [path for path in kept if path not in files and said.search(path.read_text())] == []
