"""Looks at a page as WCAG 2.2 AA asks: axe on a phone and on a desk, light and dark, no sideways scroll."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe

from tests.journeys.large_text import lost_when_large

if TYPE_CHECKING:
    from playwright.sync_api import Page

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
EVERYTHING = {"runOnly": {"type": "tag", "values": TAGS}, "resultTypes": ["violations"]}
BY_ANY_RULE: dict[str, object] = {"resultTypes": ["violations"]}
WORDS = {**EVERYTHING, "rules": {"color-contrast": {"enabled": False}}}
CONTRAST = {"runOnly": {"type": "rule", "values": ["color-contrast"]}, "resultTypes": ["violations"]}
PLACES = {
    "runOnly": {"type": "rule", "values": ["scrollable-region-focusable", "target-size"]},
    "resultTypes": ["violations"],
}
"""What only depends on where things are; the other rules, on what is shown and in which colours."""
NARROWEST, PHONE, DESK = ({"width": width, "height": 800} for width in (320, 360, 1280))
TOO_WIDE = """() => {
  const { scrollWidth } = document.documentElement;
  return scrollWidth > innerWidth ? scrollWidth : 0;
}"""
SHAPE = """() => {
  const look = (one) => `${one.localName}.${one.className} ${one.hidden} ${one.ariaInvalid} ${one.open}`;
  const pair = (one) => `${look(one.parentElement ?? one)} > ${look(one)}`;
  const looks = new Set([...document.querySelectorAll("*")].map(pair));
  return [document.documentElement.lang, [...looks].join()];
}"""  # a list of three looks as one of five does
SHOWN = """() => new Set([...document.querySelectorAll("*")]
  .map((one, rank) => {
    const shown = one.checkVisibility({ visibilityProperty: true, opacityProperty: true });
    const { color, backgroundColor, backgroundImage, opacity, fontSize, fontWeight } = getComputedStyle(one);
    const large = parseFloat(fontSize) >= (fontWeight < 700 ? 24 : 18.66);
    return shown && [rank, color, backgroundColor, backgroundImage, opacity, large].join();
  })
  .filter(Boolean))"""  # each element, with what its contrast is judged by
SHOWS_MORE = f"(before) => [...({SHOWN})()].some((one) => !before.has(one))"
AXE = Axe().axe_script
DEFECTS = """async (options) => (await axe.run(options)).violations.map(
  ({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target[0]).join(", ")}`)"""
RING_AT_ONCE = """() => {
  if (!matchMedia("(scripting: none)").matches) return;
  window.setTimeout = (act, _wait, ...given) => void Promise.resolve().then(() => act(...given));
}"""  # without scripts no timer rings, and axe waits for its own
OWN = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}|ME(-[0-9A-Z]{2,4}){3}|(?<=/)[\w-]{43}(?=/)")
"""A dossier's key and its reference, and the secret of a link."""


@dataclass
class Audit:
    """What is wrong with the pages looked at; a test that uses it fails in the end if anything is."""

    known: set[str]
    problems: list[str] = field(default_factory=list)
    looked_at: set[str] = field(default_factory=set)

    def __call__(self, page: Page) -> None:
        """Look at ``page`` as it stands, unless one of that address and that build is known as good.

        One that is known as good in another language has its colours from there.
        """
        path = f"/{page.url.partition('//')[2].partition('/')[2]}"
        self.looked_at.add(urlsplit(path).path)
        language, shape = page.evaluate(SHAPE)
        address, title = OWN.sub("…", path), OWN.sub("…", page.title())
        build = f"{address} {shape}"
        likeness = f"{language} « {title} » {build}"
        if likeness in self.known:
            return
        problems_before = len(self.problems)
        size = page.viewport_size
        self._look(page, f"{address} « {title} »", has_known_colours=build in self.known)
        page.set_viewport_size(size)
        if len(self.problems) == problems_before:
            self.known |= {build, likeness}

    def _look(self, page: Page, where: str, *, has_known_colours: bool) -> None:
        """Look from the narrowest to the widest, then on a phone: by every rule if it shows other things."""
        page.set_viewport_size(NARROWEST)
        if width := page.evaluate(TOO_WIDE):
            self.problems.append(f"{where}: {width} px wide at {NARROWEST['width']} px")
        self.problems += [f"{where}: {lost}" for lost in lost_when_large(page)]
        rules = WORDS if has_known_colours else EVERYTHING
        page.set_viewport_size(DESK)
        self._run(page, f"{where} on a desk", rules)
        shown = page.evaluate_handle(SHOWN)
        if not has_known_colours:
            page.emulate_media(color_scheme="dark")
            self._run(page, f"{where} in the dark", CONTRAST)
            page.emulate_media(color_scheme="light")
        page.set_viewport_size(PHONE)
        self._run(page, f"{where} on a phone", rules if page.evaluate(SHOWS_MORE, shown) else PLACES)

    def _run(self, page: Page, where: str, options: dict[str, object]) -> None:
        self.problems += [f"{where}: {one}" for one in defects(page, options)]


def defects(page: Page, options: dict[str, object] = BY_ANY_RULE) -> list[str]:
    """Return what axe finds on ``page`` as it stands: the rule, and the elements that break it."""
    if not page.evaluate("'axe' in window"):  # a page needs it once, however often it is looked at
        page.evaluate(RING_AT_ONCE)
        page.evaluate(AXE)
    return page.evaluate(DEFECTS, options)
