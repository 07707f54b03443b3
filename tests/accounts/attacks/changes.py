"""Small changes to a message, from which attacks are made."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING

from lxml import etree

from tests.accounts.attacks.forge import NS, at

if TYPE_CHECKING:
    from collections.abc import Callable

    Change = Callable[[etree._Element], object]

ASSERTION = "saml:Assertion"
SUBJECT = f"{ASSERTION}/saml:Subject"
CONFIRMATION = f"{SUBJECT}/saml:SubjectConfirmation"
DATA = f"{CONFIRMATION}/saml:SubjectConfirmationData"
CONDITIONS = f"{ASSERTION}/saml:Conditions"
RESTRICTION = f"{CONDITIONS}/saml:AudienceRestriction"
AUDIENCE = f"{RESTRICTION}/saml:Audience"
STATEMENT = f"{ASSERTION}/saml:AuthnStatement"
CONTEXT = f"{STATEMENT}/saml:AuthnContext"
LEVEL = f"{CONTEXT}/saml:AuthnContextClassRef"
ATTRIBUTES = f"{ASSERTION}/saml:AttributeStatement"
NUMBER = f"{ATTRIBUTES}/saml:Attribute[@Name='egovNRN']"
VALUE = f"{NUMBER}/saml:AttributeValue"


def setting(path: str, name: str, value: str | Callable[[], str]) -> Change:
    """Return a change that sets an attribute; a value that depends on the clock is a function."""
    return lambda root: at(root, path).set(name, value() if callable(value) else value)


def dropping(path: str, name: str) -> Change:
    """Return a change that leaves an attribute out."""
    return lambda root: at(root, path).attrib.pop(name)


def lengthening(path: str, name: str, more: str) -> Change:
    """Return a change that adds to the end of an attribute."""
    return lambda root: at(root, path).set(name, at(root, path).attrib[name] + more)


def removing(path: str) -> Change:
    """Return a change that takes an element out."""
    return lambda root: at(root, path).getparent().remove(at(root, path))


def repeating(path: str) -> Change:
    """Return a change that says an element twice."""
    return lambda root: at(root, path).addnext(copy.deepcopy(at(root, path)))


def writing(path: str, text: str) -> Change:
    """Return a change that writes another text."""
    return lambda root: setattr(at(root, path), "text", text)


def adding(path: str, xml: str, position: int | None = None) -> Change:
    """Return a change that puts an element, written as XML, inside another."""

    def change(root: etree._Element) -> None:
        parent = at(root, path)
        parent.insert(len(parent) if position is None else position, made(xml))

    return change


def made(xml: str) -> etree._Element:
    """Return an element from XML in which SAML's prefixes are known."""
    declared = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in NS.items())
    return etree.fromstring(f"<x {declared}>{xml}</x>")[0]
