"""Every text people read, by language: the French of the code, translations, definitions, declarations."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polib
import yaml

from dossiers.engine.declarations import USUAL

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parent.parent.parent
LANGUAGES = ("fr", "de", "nl", "en")
TRANSLATIONS = LANGUAGES[1:]


@dataclass(frozen=True)
class Written:
    """One text in one language, and the files or the definition it stands in."""

    language: str
    text: str
    where: str

    def __str__(self) -> str:
        return f"{self.language}, {self.where}: {self.text}"


def plain(text: str) -> str:
    """Return the text without its tags, as it is read."""
    return re.sub(r"<[^>]+>", "", text)


@cache
def corpus() -> list[Written]:
    """Return every text, tags left out."""
    found = [*of_catalogues(), *of_definitions(), *of_declarations()]
    return [Written(one.language, plain(one.text), one.where) for one in found if one.text]


def texts_in(language: str) -> list[Written]:
    """Return the texts of one language."""
    return [one for one in corpus() if one.language == language]


def of_catalogues() -> Iterator[Written]:
    """Give what gettext knows: French is the key of each entry."""
    for language in TRANSLATIONS:
        catalogue = polib.pofile(str(ROOT / "locale" / language / "LC_MESSAGES" / "django.po"))
        for entry in catalogue:
            where = ", ".join(name for name, _line in entry.occurrences)
            for text in (entry.msgstr, *entry.msgstr_plural.values()):
                yield Written(language, text, where)
            if language == TRANSLATIONS[0]:
                yield Written("fr", entry.msgid, where)
                yield Written("fr", entry.msgid_plural, where)


def of_definitions() -> Iterator[Written]:
    """Give the texts of the definitions that come with the portal."""
    for path in sorted((ROOT / "dossiers" / "definitions").glob("*.yaml")):
        yield from of_node(yaml.safe_load(path.read_text()), str(path.relative_to(ROOT)))


def of_node(node: Any, where: str) -> Iterator[Written]:
    """Give the texts of a part of a definition: wherever one value is said in each language."""
    if isinstance(node, dict) and set(node) == set(LANGUAGES):
        yield from (Written(language, str(text), where) for language, text in node.items())
    elif isinstance(node, dict | list):
        for part in node.values() if isinstance(node, dict) else node:
            yield from of_node(part, where)


def of_declarations() -> Iterator[Written]:
    """Give the usual declarations, which definitions name."""
    for name, text in USUAL.items():
        for language in LANGUAGES:
            yield Written(language, getattr(text, language), f"declaration {name}")
