"""The glossary: every role, permission and state stands in it."""

from __future__ import annotations

from pathlib import Path

import pytest

from dossiers.states import State
from enterprises.permissions import Permission, Role

GLOSSARY = (Path(__file__).resolve().parent.parent.parent / "docs" / "glossary.md").read_text()
WORDS = [f"{kind.__name__}.{member.name}" for kind in (Role, Permission, State) for member in kind]


@pytest.mark.parametrize("word", WORDS)
def test_word_is_in_the_glossary(word):
    assert f"`{word}`" in GLOSSARY
