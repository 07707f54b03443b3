"""Looks at a page as WCAG 2.2 AA asks: axe on a phone and on a desk, light and dark, no sideways scroll."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from axe_playwright_python.sync_playwright import Axe

from tests.journeys.large_text import lost_when_large

if TYPE_CHECKING:
    from playwright.sync_api import Page

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
EVERYTHING = {"runOnly": {"type": "tag", "values": TAGS}, "resultTypes": ["violations"]}
BY_ANY_RULE: dict[str, object] = {"resultTypes": ["violations"]}
CONTRAST = {"runOnly": {"type": "rule", "values": ["color-contrast"]}, "resultTypes": ["violations"]}
PHONE, DESK = {"width": 360, "height": 740}, {"width": 1280, "height": 800}
NARROWEST = {"width": 320, "height": 640}
TOO_WIDE = """() => {
  const { scrollWidth } = document.documentElement;
  return scrollWidth > innerWidth ? scrollWidth : 0;
}"""
SHAPE = """() => [...document.querySelectorAll("*")].map(
  (one) => `${one.localName}.${one.className} ${one.hidden} ${one.ariaInvalid} ${one.open}`).join()"""
AXE = Axe().axe_script
DEFECTS = """async (options) => (await axe.run(options)).violations.map(
  ({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target[0]).join(", ")}`)"""
UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}")


@dataclass
class Audit:
    """What is wrong with the pages looked at; a test that uses it fails in the end if anything is."""

    known: set[str]
    problems: list[str] = field(default_factory=list)

    def __call__(self, page: Page) -> None:
        """Look at ``page`` as it stands, unless one of that address and that build is known as good."""
        where = f"{UUID.sub('…', page.url.partition('//')[2].partition('/')[2])} « {page.title()} »"
        likeness = f"{where} {page.evaluate(SHAPE)}"
        if likeness in self.known:
            return
        problems_before = len(self.problems)
        self._look(page, where)
        if len(self.problems) == problems_before:
            self.known.add(likeness)

    def _look(self, page: Page, where: str) -> None:
        page.set_viewport_size(NARROWEST)
        if width := page.evaluate(TOO_WIDE):
            self.problems.append(f"{where}: {width} px wide at {NARROWEST['width']} px")
        self.problems += [f"{where}: {lost}" for lost in lost_when_large(page)]
        page.set_viewport_size(PHONE)
        self._run(page, f"{where} on a phone", EVERYTHING)
        page.set_viewport_size(DESK)
        self._run(page, f"{where} on a desk", EVERYTHING)
        page.emulate_media(color_scheme="dark")
        self._run(page, f"{where} in the dark", CONTRAST)
        page.emulate_media(color_scheme="light")

    def _run(self, page: Page, where: str, options: dict[str, object]) -> None:
        self.problems += [f"{where}: {one}" for one in defects(page, options)]


def defects(page: Page, options: dict[str, object] = BY_ANY_RULE) -> list[str]:
    """Return what axe finds on ``page`` as it stands: the rule, and the elements that break it."""
    if not page.evaluate("'axe' in window"):  # a page needs it once, however often it is looked at
        page.evaluate(AXE)
    return page.evaluate(DEFECTS, options)
