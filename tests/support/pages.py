"""Reads pages strictly, as a browser and a screen reader do."""

from __future__ import annotations

from collections import Counter

import html5lib
from lxml import etree

NAMESPACE = "{http://www.w3.org/1999/xhtml}"


def parse(html: str, *, strict: bool = False):
    """Return the page's root element; with ``strict``, any HTML error raises."""
    return html5lib.HTMLParser(strict=strict, namespaceHTMLElements=False).parse(html)


def check_page(html: str, path: str) -> None:
    """Assert what holds for every page: language, title, one h1, nothing inline, nothing unrendered.

    Every answer of every test comes here: libxml2 reads it in a tenth of the time.
    """
    root = etree.HTML(html)
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
    for mark in ("{{", "}}", "{%", "%}"):
        assert mark not in html, f"{path}: unrendered template code"
    identifiers = Counter(element.get("id") for element in root.iter("*") if element.get("id"))
    doubles = {identifier for identifier, times in identifiers.items() if times > 1}
    assert not doubles, f"{path}: ids used twice: {doubles}"
