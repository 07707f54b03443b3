"""The definition with a question of each kind, the answers to it, and what its file says of each step."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import yaml

from dossiers.engine import Definition, Journey, load
from dossiers.engine.reading import read

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from dossiers.engine.kinds import StoredFile

HERE: Final = Path(__file__).resolve().parent


@dataclass
class ExampleFile:
    """A document that is not there, as the engine names files."""

    original_name: str = "facture vélo.pdf"
    size: int = 48_000
    scan: str = "clean"


@cache
def definition() -> Definition:
    """Return the definition that asks everything."""
    return load(_text(), "every-kind.yaml")


@cache
def answers() -> dict[str, Any]:
    """Return an answer to each of its questions, as typed."""
    known: dict[str, Any] = yaml.safe_load((HERE / "answers.yaml").read_text(encoding="utf-8"))
    return known


@cache
def written() -> dict[str, str]:
    """Return, for each step, the lines of the file that its author wrote."""
    lines = _text().splitlines()
    document = read(_text())
    starts = [document.line_of(("steps", rank)) - 1 for rank in range(len(document.data["steps"]))]
    ends = [*starts[1:], document.line_of(("declarations",)) - 1]
    keys = [step["key"] for step in document.data["steps"]]
    return {key: "\n".join(lines[start:end]) for key, start, end in zip(keys, starts, ends, strict=True)}


def journey(given: Mapping[str, Any], today: date) -> Journey:
    """Return where somebody stands who gave these answers."""
    files: dict[str, StoredFile] = {file: ExampleFile() for file in answers()["documents"]["facture"]}
    return Journey(definition(), given, today=today, files=files)


def _text() -> str:
    return (HERE / "every-kind.yaml").read_text(encoding="utf-8")
