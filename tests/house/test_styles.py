"""Style sheets: layouts follow the room there is for the text, so that larger text gets the narrow layout."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

SHEETS = sorted((Path(__file__).resolve().parent.parent.parent / "static/css").glob("*.css"))
SIZE_OF_THE_SCREEN = re.compile(r"@media[^{]*\b(width|height)\b")


def test_size_of_the_screen_is_recognised():
    assert SIZE_OF_THE_SCREEN.search("@media (min-width: 40rem) {")
    assert not SIZE_OF_THE_SCREEN.search("@container (min-width: 40rem) {")


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_no_layout_depends_on_the_size_of_the_screen(sheet):
    assert not SIZE_OF_THE_SCREEN.search(sheet.read_text())
