"""Looks at a page whose text is twice as large (WCAG 1.4.4): nothing overlaps, is cut or scrolls sideways."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page

WIDTHS = (320, 360, 768, 1280)
LOST = Path(__file__).with_suffix(".js").read_text()
SIZE = "(size) => { document.documentElement.style.fontSize = size; }"


def lost_when_large(page: Page) -> list[str]:
    """Return what is lost of ``page`` at 200 %, at each width; leave its text as it was."""
    lost = []
    page.evaluate(SIZE, "200%")
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        lost += [f"{one} (200 % text, {width} px)" for one in page.evaluate(LOST)]
    page.evaluate(SIZE, "")
    return lost
