"""Reads pages as a browser and a screen reader do: with libxml2, in a thirtieth of html5lib's time."""

from __future__ import annotations

import re
from collections import Counter
from typing import Final

from lxml import etree

REFERENCE: Final = re.compile(r"\bME(?:-[0-9A-Z]{4}){2}-[0-9A-Z]{2}\b")
"""The characters ``ME-`` alone may also stand in the middle of a reference."""


def parse(html: str) -> etree._Element:
    """Return the root element of a page, or of a part of one, without its comments; an empty one at least."""
    return etree.HTML(html or "<html></html>", etree.HTMLParser(remove_comments=True))


def check_page(html: str, path: str) -> None:
    """Assert what holds for every page: language, title, one h1, nothing inline, cut or unrendered.

    Every answer of every test comes here.
    """
    root = parse(html)
    assert root.get("lang"), f"{path}: the page does not say its language"
    title = root.findtext(".//title", "")
    assert title.strip(), f"{path}: the page has no title"
    headings = root.findall(".//h1")
    assert len(headings) == 1, f"{path}: {len(headings)} h1 elements instead of one"
    for script in root.iter("script"):
        assert script.get("src"), f"{path}: inline script"
    assert not list(root.iter("style")), f"{path}: inline style element"
    for element in root.iter("*"):
        handlers = [name for name in element.attrib if name == "style" or name.startswith("on")]
        assert not handlers, f"{path}: inline {handlers} on {element.tag}"
    for text in root.iter("textarea"):
        assert text.get("maxlength") is None, f"{path}: {text.get('name')} cuts what is pasted without a word"
    for mark in ("{{", "}}", "{%", "%}"):
        assert mark not in html, f"{path}: unrendered template code"
    identifiers = Counter(element.get("id") for element in root.iter("*") if element.get("id"))
    doubles = {identifier for identifier, times in identifiers.items() if times > 1}
    assert not doubles, f"{path}: ids used twice: {doubles}"
