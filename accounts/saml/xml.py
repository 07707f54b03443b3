"""Reads XML that strangers send: no document type, no entities, no comments, nothing from the network."""

from __future__ import annotations

from lxml import etree

from accounts.saml.refusals import Refusal, Refused

NAMESPACES = {
    "samlp": "urn:oasis:names:tc:SAML:2.0:protocol",
    "saml": "urn:oasis:names:tc:SAML:2.0:assertion",
    "ds": "http://www.w3.org/2000/09/xmldsig#",
}


def parse(document: bytes) -> etree._Element:
    """Return the root of ``document``, or raise Refused."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=False
    )
    try:
        root = etree.fromstring(document, parser)
    except etree.XMLSyntaxError as error:
        raise Refused(Refusal.INVALID_RESPONSE, "xml") from error
    tree = root.getroottree()
    if tree.docinfo.doctype or tree.docinfo.internalDTD is not None:
        raise Refused(Refusal.INVALID_RESPONSE, "document-type")
    return root


def qualified(name: str) -> str:
    """Return ``prefix:Name`` as lxml writes it."""
    prefix, local = name.split(":")
    return f"{{{NAMESPACES[prefix]}}}{local}"


def find(element: etree._Element, path: str) -> list[etree._Element]:
    """Return what ``path`` (prefix:Name/prefix:Name) leads to, children only."""
    return element.findall(path, NAMESPACES)


def only(element: etree._Element, path: str, rule: str) -> etree._Element:
    """Return the one element at ``path``; refuse when there is none or a second one."""
    found = find(element, path)
    if len(found) != 1:
        raise Refused(Refusal.INVALID_RESPONSE, rule)
    return found[0]


def text(element: etree._Element, rule: str) -> str:
    """Return the text of an element that holds nothing else; refuse an empty one."""
    value = (element.text or "").strip()
    if len(element) or not value:
        raise Refused(Refusal.INVALID_RESPONSE, rule)
    return value
