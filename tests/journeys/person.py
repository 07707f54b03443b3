"""A person at a browser: signs in, chooses a space, fills in a démarche, sends it, reads the receipt."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tests.support.walker.answers import typed_today
from tests.support.walker.files import file_for
from tests.support.walker.person import Person as Walker

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from playwright.sync_api import Locator, Page

MOST_STEPS = 20
MOST_STOPS = 200  # a full page of a queue has two for each of its rows
STEP = re.compile(r"/etapes/[a-z0-9_-]+/")
REVIEW = re.compile(r"/recapitulatif/$")
RECEIPT = re.compile(r"/accuse/$")


@dataclass
class Person:
    """Somebody with a browser on the portal; ``looks`` is called on every page of a journey."""

    page: Page
    site: str
    has_scripts: bool = True
    looks: Callable[[Page], None] = field(default=lambda _page: None)

    def visit(self, path: str) -> None:
        """Open an address of the portal."""
        self.page.goto(self.site + path)

    def press(self, name: str) -> None:
        """Press the button of the page's main part that is called ``name``, and wait for what comes."""
        with self.page.expect_navigation():
            self.page.locator("main").get_by_role("button", name=name, exact=True).click()

    def follow(self, name: str) -> None:
        """Follow the link of the page's main part that is called ``name``."""
        with self.page.expect_navigation():
            self.page.locator("main").get_by_role("link", name=name, exact=True).click()

    def reach(self, selector: str) -> None:
        """Press Tab until the focus is on what ``selector`` names."""
        self.page.locator("form[data-asking]").wait_for(
            state="detached"
        )  # an answer may make a question appear
        for _ in range(MOST_STOPS):
            self.page.keyboard.press("Tab")
            if self.page.evaluate("selector => document.activeElement.matches(selector)", selector):
                return
        raise AssertionError(f"Tab does not lead to {selector}")

    def sign_in(self, persona: str, method: str = "eid", path: str = "/connexion/") -> None:
        """Sign in through the federation's pages, from ``path``, and arrive where that leads."""
        self.visit(path)
        self.prove_identity(persona, method)

    def enter(self, persona: str, method: str = "eid", path: str = "/connexion/") -> None:
        """Come to where signing in from ``path`` leads, signed in beforehand, by a browser without pages.

        For journeys that begin there: the federation's pages take as long as all that follows.
        """
        walker = Walker(self.site, persona, method)
        page = walker.sign_in(path)
        walker.browser.close()
        cookies = walker.browser.cookies(self.site)
        self.page.context.add_cookies(
            [{"name": name, "value": value, "url": self.site} for name, value in cookies.items()]
        )
        self.page.goto(page.url)

    def prove_identity(self, persona: str, method: str = "eid") -> None:
        """Choose the means of identification, then be ``persona`` on the federation's own page."""
        self.looks(self.page)
        self.page.locator(f'[data-method="{method}"]').click()
        self.page.locator(f'[name="persona"][value="{persona}"]').check()
        self.page.locator(f'[name="method"][value="{method}"]').check()
        self.page.locator('button[value="authenticate"]').click()
        if not self.has_scripts:
            self.page.get_by_role("button", name="Continuer").click()
        self.page.wait_for_url(lambda url: url.startswith(self.site) and "/saml/" not in url)

    def start(self, slug: str, space: str = "citoyen") -> None:
        """From the choice of spaces of a démarche, begin a request of one's own in ``space``."""
        self.looks(self.page)
        with self.page.expect_navigation():
            self.page.locator(f'form[action="/espace/{space}/demarches/{slug}/"] button').click()
        if not STEP.search(self.page.url):
            self.looks(self.page)
            with self.page.expect_navigation():
                self.page.locator('form:has([name="new"]) button').click()

    def questions(self) -> list[Locator]:
        """The questions that this step asks now."""
        return [one for one in self.page.locator("main form [data-field]").all() if one.is_visible()]

    def fill(self, given: Mapping[str, str] | None = None) -> None:
        """Answer every question of the step; an answer may make others appear."""
        answered: set[str | None] = set()
        while missing := self.unanswered(answered):
            key = missing[0].get_attribute("data-field")
            self.answer(missing[0], given or {})
            answered.add(key)
            # The form is marked from the answer on, until the page shows what the server asks then.
            self.page.locator("form[data-asking]").wait_for(state="detached")

    def unanswered(self, answered: set[str | None]) -> list[Locator]:
        """The questions left to answer."""
        return [one for one in self.questions() if one.get_attribute("data-field") not in answered]

    def answer(self, question: Locator, answers: Mapping[str, str]) -> None:
        """Give one answer: that of ``answers``, else the one already there, else a plausible one."""
        kind = question.get_attribute("data-kind") or ""
        if kind == "group":
            self.add_item(question, answers)
            return
        given = answers.get(question.get_attribute("data-field") or "")
        inputs = question.locator("input, select, textarea").first
        if not inputs.count():
            return
        type_ = inputs.get_attribute("type")
        if question.locator('[type="file"]').count():
            if not question.locator("[data-document]").count():
                self.choose_file(question)
        elif isinstance(parts := typed_today(kind), dict):
            for part, value in parts.items():
                place = question.locator(f'[name$="-{part}"]')
                place.fill(answers.get(place.get_attribute("name") or "", value))
        elif type_ in {"radio", "checkbox"}:
            if given or not question.locator(":checked").count():
                question.locator(f'[value="{given}"]' if given else "input").first.check()
        elif given or not inputs.input_value():
            inputs.fill(given or typed_today(kind))

    def add_item(self, group: Locator, answers: Mapping[str, str]) -> None:
        """Add an item to a group that has none: on a page of its own, and come back, or as a row."""
        cells = group.locator("td :is(input, select):visible")
        if not cells.count() and not group.locator('button[value*=":edit:"]').count():
            page = self.page.url
            self.act(f"{group.get_attribute('data-field')}:add")
            if self.page.url.partition("?")[0] != page.partition("?")[0]:
                self.looks(self.page)
                self.fill(answers)
                self.proceed()
                return
        for cell in cells.all():
            self.answer_cell(cell, answers)

    def answer_cell(self, cell: Locator, answers: Mapping[str, str]) -> None:
        """Answer in a row, unless there is an answer."""
        key = (cell.get_attribute("name") or "").rpartition("-")[2]
        if cell.evaluate("one => one.localName") == "select":
            cell.select_option(index=1)
        elif not cell.input_value():
            typed = "2" if cell.get_attribute("inputmode") in {"numeric", "decimal"} else "Réponse"
            cell.fill(answers.get(key, typed))

    def choose_file(self, question: Locator) -> None:
        """Choose a file of a type that the question accepts."""
        chooser = question.locator('[type="file"]')
        file = file_for(chooser.get_attribute("accept") or "")
        chooser.set_input_files({"name": file.name, "mimeType": file.content_type, "buffer": file.content})

    def act(self, action: str) -> None:
        """Press the button of that action, in any language, and wait for what comes."""
        with self.page.expect_navigation():
            self.page.locator(f'main button[name="action"][value="{action}"]').click()

    def proceed(self) -> None:
        """Send the step with its main button; no error may come back."""
        self.act("continue")
        errors = self.page.locator(".error-summary")
        assert not errors.count(), errors.inner_text()

    def fill_all(self, given: Mapping[str, str] | None = None) -> None:
        """Go through every step, from the one shown to the review page."""
        for _ in range(MOST_STEPS):
            self.looks(self.page)
            if REVIEW.search(self.page.url):
                return
            self.fill(given)
            self.proceed()
        raise AssertionError(f"no review page after {MOST_STEPS} steps")

    def declare(self) -> None:
        """Accept every declaration."""
        for box in self.page.locator('[data-kind="declaration"] input').all():
            box.check()

    def submit(self) -> str:
        """Accept the declarations, send, and return the reference that the receipt shows."""
        self.declare()
        self.act("submit")
        return self.reference

    @property
    def reference(self) -> str:
        """The reference on the receipt."""
        return self.page.locator("[data-reference]").inner_text().strip()

    def complete(self, slug: str, space: str = "citoyen", given: Mapping[str, str] | None = None) -> str:
        """Make the whole démarche once signed in, and return its reference."""
        self.visit(f"/demarches/{slug}/commencer/")
        self.start(slug, space)
        self.fill_all(given)
        return self.submit()
