"""How changes are put in words: where, and what."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from dossiers.engine.base import Model, Text
from dossiers.engine.conditions import Condition
from dossiers.engine.expressions import Expression

if TYPE_CHECKING:
    from collections.abc import Iterator

LANGUAGES: Final = {"fr": "French", "de": "German", "nl": "Dutch", "en": "English"}
LONGEST: Final = 160
"""Characters of a text that are shown of each side."""


@dataclass(frozen=True)
class Place:
    """What a change is about, in words; ``key`` is what the questions below it are named by."""

    words: str = ""
    key: str = ""

    def says(self, change: str) -> str:
        """Return the sentence of a change here."""
        return f"{self.words}: {change}" if self.words else change

    def word(self, word: str) -> Place:
        """Return the place of a word of the language here."""
        return Place(f"{self.words}, {word}" if self.words else word, self.key)

    def item(self, noun: str, key: str) -> Place:
        """Return the place of an item; a question is named in full."""
        if noun in {"step", "question"}:
            full = f"{self.key}.{key}" if self.key else key
            return Place(f"{noun} “{full}”", full)
        return Place(f"{self.words}, {noun} “{key}”" if self.words else f"{noun} “{key}”", self.key)


def text_changes(place: Place, old: Text | None, new: Text | None) -> Iterator[str]:
    """Give what changed of a text, language by language."""
    for language, name in LANGUAGES.items():
        before, after = getattr(old, language, None), getattr(new, language, None)
        if before == after:
            continue
        if before is None:
            yield place.says(f"{name}: {said(after)} is new")
        elif after is None:
            yield place.says(f"{name}: {said(before)} is gone")
        else:
            yield place.says(f"{name}: {said(after)} instead of {said(before)}")


def said(value: Any) -> str:
    """Return a value of a definition as its authors write it, cut where it is long."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Text):
        return said(value.fr)
    if isinstance(value, str):
        return f"“{_cut(value)}”"
    return _cut(_written(value))


def _written(value: Any) -> str:
    """Return what is no text as it stands in a file."""
    if isinstance(value, Expression):
        return value.text()
    if isinstance(value, Condition):
        data = _shorter(value.data())
        return data if isinstance(data, str) else json.dumps(data, ensure_ascii=False)
    if isinstance(value, Model):
        return json.dumps(value.model_dump(mode="json", exclude_defaults=True), ensure_ascii=False)
    return str(value)


def _shorter(data: Any) -> Any:
    """Return a condition with ``{x: {equals: y}}`` as ``{x: y}``, the way it is mostly written."""
    if isinstance(data, list):
        return [_shorter(one) for one in data]
    if not isinstance(data, dict):
        return data
    return (
        _shorter(data["equals"]) if data.keys() == {"equals"} else {k: _shorter(v) for k, v in data.items()}
    )


def _cut(words: str) -> str:
    return words if len(words) <= LONGEST else f"{words[:LONGEST].rstrip()}…"
