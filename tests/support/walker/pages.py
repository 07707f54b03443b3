"""A page as a person meets it: its heading, its links, its forms and what may be typed in them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING
from urllib.parse import urldefrag, urljoin

from lxml import html

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.html import HtmlElement

FIRST_LINE_BREAK = re.compile(r"\A\r?\n")  # HTML drops the one that follows <textarea>
FREE_TEXT = {"text", "email", "tel", "number", "date", "url", "search"}


@dataclass(frozen=True)
class File:
    """A file that the person has at hand."""

    name: str
    content: bytes
    content_type: str


@dataclass
class Form:
    """One form: where it goes and what would be sent now."""

    url: str
    method: str
    element: HtmlElement
    values: list[tuple[str, str]]
    files: list[tuple[str, File]] = field(default_factory=list)

    @cached_property
    def groups(self) -> list[HtmlElement]:
        """The fields, each with ``data-field`` and ``data-kind``."""
        return list(self.element.iterfind(".//*[@data-kind]"))

    @cached_property
    def buttons(self) -> list[HtmlElement]:
        """The buttons that send the form, in the order of the page."""
        return [e for e in self.element.iter("button", "input") if e.get("type", "submit") == "submit"]

    def set(self, name: str, *values: str) -> None:
        """Answer the input ``name``."""
        self.values = [pair for pair in self.values if pair[0] != name]
        self.values += [(name, value) for value in values]

    def press(self, button: HtmlElement | None = None) -> None:
        """Add what the button says when it sends the form: the first one unless another is named."""
        pressed = button if button is not None else next(iter(self.buttons), None)
        if pressed is not None and pressed.get("name"):
            self.set(pressed.get("name"), pressed.get("value", ""))


@dataclass(frozen=True)
class Page:
    """One page, and the address it was found at."""

    url: str
    status: int
    text: str

    @cached_property
    def root(self) -> HtmlElement:
        """The parsed page."""
        return html.document_fromstring(self.text, base_url=self.url)

    @property
    def heading(self) -> str:
        """The page's h1, in one line."""
        return " ".join(word for e in self.root.iter("h1") for word in e.text_content().split())

    @property
    def links(self) -> list[str]:
        """The addresses that the main part of the page leads to."""
        return [self._absolute(e.get("href")) for e in self._main.iter("a") if e.get("href")]

    @property
    def errors(self) -> list[str]:
        """What the error summary says."""
        return [
            " ".join(item.text_content().split())
            for item in self.root.iterfind(".//*[@data-module='error-summary']//li")
        ]

    @property
    def reference(self) -> str:
        """The reference that a receipt shows, or nothing."""
        return next((e.text_content().strip() for e in self.root.iterfind(".//*[@data-reference]")), "")

    def forms(self) -> list[Form]:
        """The forms in the main part of the page, as they would be sent untouched."""
        return [self._form(element) for element in self._main.iter("form")]

    @property
    def _main(self) -> HtmlElement:
        main = self.root.find(".//main")
        return self.root if main is None else main

    def _form(self, element: HtmlElement) -> Form:
        return Form(
            url=self._absolute(element.get("action") or self.url),
            method=(element.get("method") or "get").upper(),
            element=element,
            values=list(successful(element)),
        )

    def _absolute(self, address: str) -> str:
        return urldefrag(urljoin(self.url, address)).url


def successful(form: HtmlElement) -> Iterator[tuple[str, str]]:
    """Yield the names and values that a browser would send for the inputs as they stand."""
    for element in form.iter("input", "textarea", "select"):
        name, kind = element.get("name"), element.get("type", "text")
        if not name or element.get("disabled") is not None:
            continue
        if element.tag == "textarea":
            yield name, FIRST_LINE_BREAK.sub("", element.text or "")
        elif element.tag == "select":
            options = list(element.iter("option"))
            chosen = [o for o in options if o.get("selected") is not None] or options[:1]
            yield from ((name, option.get("value", option.text or "")) for option in chosen)
        elif kind in {"radio", "checkbox"}:
            if element.get("checked") is not None:
                yield name, element.get("value", "on")
        elif kind in FREE_TEXT | {"hidden"}:
            yield name, element.get("value", "")
