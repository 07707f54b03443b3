"""Templates: each compiles and each is used."""

from __future__ import annotations

import re
from pathlib import Path

import polib
import pytest
from django.template.loader import get_template

from tests.house.test_files import PYTHON_FILES

TEMPLATES = Path(__file__).resolve().parent.parent.parent / "templates"
NAMES = sorted(str(p.relative_to(TEMPLATES)) for p in TEMPLATES.rglob("*") if p.is_file())
# Found by Django under these names, or built from a name: mails by template, widgets by kind.
FOUND_BY_NAME = re.compile(r"^mail/|^forms/|^django/|^admin/|^typst/")


@pytest.mark.parametrize("template", NAMES)
def test_template_compiles(template):
    assert get_template(template)


def test_every_template_is_used():
    sources = [p.read_text() for p in PYTHON_FILES] + [p.read_text() for p in TEMPLATES.rglob("*.html")]
    everything = "\n".join(sources)
    assert [n for n in NAMES if not FOUND_BY_NAME.match(n) and n not in everything] == []


TRANSLATED = re.compile(r"\{% blocktranslate.*?\{% endblocktranslate %\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
ABBREVIATIONS = {"fr": "BCE", "de": "ZDU", "nl": "KBO", "en": "CBE"}


@pytest.mark.parametrize("template", NAMES)
def test_the_register_is_named_in_the_readers_language_only(template):
    written = TRANSLATED.sub("", (TEMPLATES / template).read_text())
    assert [one for one in ABBREVIATIONS.values() if re.search(rf"\b{one}\b", written)] == []


@pytest.mark.parametrize("language", ["de", "nl", "en"])
def test_the_register_has_no_name_of_another_language(language):
    catalogue = polib.pofile(TEMPLATES.parent / "locale" / language / "LC_MESSAGES" / "django.po")
    others = {name for code, name in ABBREVIATIONS.items() if code != language}
    named = [entry for entry in catalogue if re.search(r"\bBCE\b", entry.msgid)]
    assert len(named) > 50
    assert [
        one.msgstr for one in catalogue if any(re.search(rf"\b{name}\b", one.msgstr) for name in others)
    ] == []
