"""Templates: each compiles and each is used."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.template.loader import get_template

from tests.house.test_files import PYTHON_FILES

TEMPLATES = Path(__file__).resolve().parent.parent.parent / "templates"
NAMES = sorted(str(p.relative_to(TEMPLATES)) for p in TEMPLATES.rglob("*") if p.is_file())
# Found by Django under these names, or built from a name: mails by template, widgets by kind.
FOUND_BY_NAME = re.compile(r"^mail/|^forms/|^django/|^admin/")


@pytest.mark.parametrize("template", NAMES)
def test_template_compiles(template):
    assert get_template(template)


def test_every_template_is_used():
    sources = [p.read_text() for p in PYTHON_FILES] + [p.read_text() for p in TEMPLATES.rglob("*.html")]
    everything = "\n".join(sources)
    assert [n for n in NAMES if not FOUND_BY_NAME.match(n) and n not in everything] == []
