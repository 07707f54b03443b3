"""Definitions with a mistake: how one is made in a right file, and what is said of it."""

from __future__ import annotations

import pytest

from dossiers.engine import InvalidDefinition, load


def problems(text: str) -> list[tuple[int, str]]:
    """Return the lines and reasons of a refusal."""
    with pytest.raises(InvalidDefinition, match=r"essai\.yaml:[0-9]+: ") as refusal:
        load(text, "essai.yaml")
    return [(problem.line, problem.message) for problem in refusal.value.problems]


def changed(text: str, before: str, after: str) -> str:
    """Return a file with other words in the one place where ``before`` stands."""
    assert text.count(before) == 1, before
    return text.replace(before, after)


def line_at(text: str, place: int) -> int:
    """Return the line of a place in a file."""
    return text[:place].count("\n") + 1
