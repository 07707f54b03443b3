"""An open page of a step in a real browser: what it shows, and what comes when it is sent."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

    from dossiers.models import Dossier

FIELDS_OF_LINKS = """links => links.map(
  (link) => document.getElementById(link.hash.slice(1)).closest("[data-field]").dataset.field)"""


@dataclass
class Tab:
    """A step's page."""

    page: Page
    url: str
    draft: Dossier

    def open(self) -> Tab:
        """Go to the step's page."""
        self.page.goto(self.url)
        return self

    def field(self, key: str) -> Locator:
        """One question, its label and hints included."""
        return self.page.locator(f'[data-field="{key}"]')

    def type(self, key: str, text: str) -> None:
        """Type an answer, and leave its input."""
        self.field(key).locator("input, textarea").first.fill(text)
        self.field(key).locator("input, textarea").first.blur()

    def shown(self) -> set[str]:
        """The questions on the page now."""
        fields = self.page.locator("main form [data-field]").all()
        return {str(one.get_attribute("data-field")) for one in fields if one.is_visible()}

    def refused(self) -> set[str]:
        """Send the page; return the questions its errors name, each of which the page must show."""
        with self.page.expect_navigation():
            self.page.locator('main button[value="continue"]').click()
        named = set(self.page.locator(".error-summary a").evaluate_all(FIELDS_OF_LINKS))
        assert named <= self.shown()
        return named
