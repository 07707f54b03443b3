"""Code: views stay thin, reads and writes stay in their places, models keep their silence."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

import pytest

from tests.house.test_files import PYTHON_FILES, ROOT

if TYPE_CHECKING:
    from pathlib import Path

LONGEST_VIEW = 40
PRODUCT = ("accounts", "api", "enterprises", "dossiers", "helpdesk", "monespace")
VIEWS = [p for p in PYTHON_FILES if p.stem.endswith("views") and p.relative_to(ROOT).parts[0] in PRODUCT]
SERVICES = [
    p
    for p in PYTHON_FILES
    if ("services" in p.stem or "services" in p.parts) and p.relative_to(ROOT).parts[0] in PRODUCT
]
MODELS = [
    p
    for p in PYTHON_FILES
    if (p.stem == "models" or "models" in p.parts) and p.relative_to(ROOT).parts[0] in PRODUCT
]


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text())


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def test_there_is_something_to_check():
    assert VIEWS
    assert SERVICES
    assert MODELS


@pytest.mark.parametrize("path", VIEWS, ids=name)
def test_views_reach_no_table_themselves(path):
    found = [
        f"line {node.lineno}"
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Attribute) and node.attr == "objects"
    ]
    assert not found, "reads belong in querysets and access.py, writes in services"


@pytest.mark.parametrize("path", VIEWS, ids=name)
def test_views_are_short(path):
    long = {
        node.name: length
        for node in ast.walk(tree(path))
        if isinstance(node, ast.FunctionDef) and (length := node.end_lineno - node.lineno + 1) > LONGEST_VIEW
    }
    assert not long


@pytest.mark.parametrize("path", MODELS, ids=name)
def test_models_hold_no_logic_in_save_or_delete(path):
    methods = [n.name for n in ast.walk(tree(path)) if isinstance(n, ast.FunctionDef)]
    assert not {"save", "delete"} & set(methods)


@pytest.mark.parametrize("path", SERVICES, ids=name)
def test_services_take_keywords_only_and_no_request(path):
    for node in tree(path).body:
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
            keywords = [argument.arg for argument in node.args.kwonlyargs]
            positional = [argument.arg for argument in node.args.args]
            assert "request" not in keywords + positional, node.name
            if "actor" in keywords:
                assert keywords[0] == "actor", f"{node.name}: the actor comes first"
            assert "actor" not in positional, f"{node.name}: keywords only"


def test_nobody_listens_to_model_signals():
    listeners = [
        name(p)
        for p in PYTHON_FILES
        if "django.db.models.signals" in p.read_text() and p.parts[-2] != "house"
    ]
    assert not listeners


def test_words_of_the_federation_stand_in_one_file():
    words = ("urn:be:", "egovNRN", "PersonIdentifier", "PrefLanguage")
    product = [
        p for p in PYTHON_FILES if p.relative_to(ROOT).parts[0] in PRODUCT and "simulators" not in p.parts
    ]
    files = {name(p) for p in product if any(f'"{word}' in p.read_text() for word in words)}
    assert files == {"accounts/saml/protocol/contexts.py"}


def test_the_engine_knows_neither_database_nor_http():
    forbidden = ("django.db", "django.http", "django.views", "django.shortcuts", "django.urls", "formtools")
    engine = [p for p in PYTHON_FILES if p.relative_to(ROOT).parts[:2] == ("dossiers", "engine")]
    assert engine
    found = [
        f"{name(path)}: {module}"
        for path in engine
        for node in ast.walk(tree(path))
        for module in imported(node)
        if module.startswith(forbidden)
    ]
    assert not found


def imported(node: ast.AST) -> list[str]:
    if isinstance(node, ast.ImportFrom):
        return [node.module or ""]
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    return []
