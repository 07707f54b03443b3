"""The whole journey of a person: signs in, fills in a démarche, sends it, reads the receipt."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from tests.support.walker.answers import answer, first, items_to_add
from tests.support.walker.browser import Browser

if TYPE_CHECKING:
    from tests.support.walker.answers import Pick
    from tests.support.walker.pages import Form, Page

MOST_STEPS = 20
SCAN_TIMEOUT = 60.0
BAD_REQUEST = 400
SERVER_ERROR = 500


class Stuck(AssertionError):
    """No link or form leads on, or the portal refused what was typed."""


@dataclass
class Person:
    """Somebody with a browser, on a portal known by its home address only."""

    site: str
    persona: str
    method: str = "eid"
    browser: Browser = field(default_factory=Browser)
    pick: Pick = first

    def sign_in(self, path: str = "/connexion/") -> Page:
        """Sign in through the federation's pages and return the page that follows."""
        page = self.browser.get(self.site + path)
        choice = [link for link in page.links if f"method={self.method}" in link]
        page = self._go(page, choice)
        form = next(f for f in page.forms() if any(name == "persona" for name, _value in f.values))
        form.set("persona", self.persona)
        form.set("method", self.method)
        form.press()
        page = self.browser.send(form)
        while (carrier := self._carrier(page)) is not None:
            page = self.browser.send(carrier)
        self._check(page)
        return page

    def complete(self, slug: str, space: str = "citoyen", given: dict[str, str] | None = None) -> Page:
        """Go from the landing page of a démarche to its receipt and return that page."""
        page = self.start(slug, space)
        for _ in range(MOST_STEPS):
            if page.url.endswith("/recapitulatif/"):
                return self.submit(page)
            page = self.fill(page, given)
        raise Stuck(f"no review page after {MOST_STEPS} steps: {page.heading}")

    def start(self, slug: str, space: str = "citoyen") -> Page:
        """Open the landing page, choose the space, start anew even beside drafts; return the first step."""
        page = self.browser.get(f"{self.site}/demarches/{slug}/")
        self._check(page)
        page = self._go(page, [link for link in page.links if link.endswith("/commencer/")])
        if "/etapes/" not in page.url:
            page = self.browser.send(self._form(page, f"/espace/{space}/"))
        if another := [f for f in page.forms() if any(name == "new" for name, _value in f.values)]:
            page = self.browser.send(another[0])
        self._check(page)
        return page

    def fill(self, page: Page, given: dict[str, str] | None = None) -> Page:
        """Answer the questions of a step and go on."""
        form = self._form(page, "", groups=True)
        answer(form, given, self.pick)
        if (adding := items_to_add(form)) is not None:
            form.press(adding)
            added = self.browser.send(form)
            if added.url != page.url:
                return self.fill(self.fill(added, given), given)
            form = self._form(added, "", groups=True)  # the group does not apply: nothing was added
        form.press()
        following = self.browser.send(form)
        self._check(following)
        if following.errors:
            raise Stuck(f"{following.heading}: {' '.join(following.errors)}")
        return following

    def submit(self, page: Page) -> Page:
        """Accept the declarations of the review page and send; wait while documents are being scanned."""
        deadline = time.monotonic() + SCAN_TIMEOUT
        while True:
            form = self._form(page, "/soumettre/")
            for box in form.element.iter("input"):
                if box.get("type") == "checkbox":
                    form.set(
                        box.get("name"),
                        *{v for n, v in form.values if n == box.get("name")},
                        box.get("value", "on"),
                    )
            form.press()
            following = self.browser.send(form)
            if following.reference:
                return following
            if following.status >= SERVER_ERROR or time.monotonic() > deadline:
                raise Stuck(
                    f"not sent ({following.status}): {following.heading} {' '.join(following.errors)}"
                )
            time.sleep(0.1)
            page = self.browser.get(page.url)

    def _go(self, page: Page, links: list[str]) -> Page:
        if not links:
            raise Stuck(f"no way on from « {page.heading} »")
        following = self.browser.get(links[0])
        self._check(following)
        return following

    def _form(self, page: Page, destination: str, *, groups: bool = False) -> Form:
        for form in page.forms():
            if (
                form.method == "POST"
                and destination in urlsplit(form.url).path
                and (form.groups or not groups)
            ):
                return form
        raise Stuck(f"no form to {destination or 'fill in'} on « {page.heading} » ({page.status})")

    def _check(self, page: Page) -> None:
        if page.status >= BAD_REQUEST:
            raise Stuck(f"{page.status} at {urlsplit(page.url).path}: {page.heading}")

    def _carrier(self, page: Page) -> Form | None:
        """Return the form that carries the federation's answer, on the page that would send it by script."""
        return next((f for f in page.forms() if any(name == "SAMLResponse" for name, _ in f.values)), None)
