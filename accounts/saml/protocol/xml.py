"""Reads XML that strangers send: no document type, no entities, no comments, nothing from the network."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.sax.saxutils import quoteattr

from lxml import etree

from accounts.saml.protocol.refusals import Refusal, Refused, demand, refuse

if TYPE_CHECKING:
    from collections.abc import Mapping

NAMESPACES = {
    "samlp": "urn:oasis:names:tc:SAML:2.0:protocol",
    "saml": "urn:oasis:names:tc:SAML:2.0:assertion",
    "ds": "http://www.w3.org/2000/09/xmldsig#",
    "ec": "http://www.w3.org/2001/10/xml-exc-c14n#",
    "xenc": "http://www.w3.org/2001/04/xmlenc#",
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
    docinfo = root.getroottree().docinfo
    demand(not docinfo.doctype and docinfo.internalDTD is None, "document-type")
    return root


def parse_message(document: bytes) -> etree._Element:
    """Return the root of a message, which is UTF-8 and nothing but elements and text; or raise Refused.

    In well-formed XML ``<!`` begins a comment, a CDATA section or a document type, and nothing else; ``<?``
    a processing instruction. So they are refused by the bytes, before a parser has read any of it. The
    declaration is left out, so that no other encoding can hide them.
    """
    return parse(_plain(document))


def parse_part(document: bytes, declared: Mapping[str | None, str]) -> etree._Element:
    """Return the one element of a decrypted part, as strictly; its place has declared some prefixes for it.

    xmlsec encrypts an element without the namespaces that stand further up (XML Encryption 1.1, 4.4). Nothing
    in the part can end the element put around it: the whole would not be well-formed.
    """
    names = {f"xmlns:{prefix}" if prefix else "xmlns": uri for prefix, uri in declared.items()}
    opening = "".join(f" {name}={quoteattr(uri)}" for name, uri in names.items()).encode()
    around = parse(b"<part" + opening + b">" + _plain(document) + b"</part>")
    beside = (around.text or "") + "".join(child.tail or "" for child in around)
    demand(len(around) == 1 and not beside.strip(), "part")
    return parse(etree.tostring(around[0], with_tail=False))


def _plain(document: bytes) -> bytes:
    """Return a document without its declaration, or refuse what is not UTF-8, elements and text."""
    if document.startswith(b"<?xml "):
        document = document.partition(b"?>")[2]
    try:
        document.decode()
    except UnicodeDecodeError:
        refuse("encoding")
    demand(b"<!" not in document and b"<?" not in document, "markup")
    return document


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
    demand(len(found) == 1, rule)
    return found[0]


def text(element: etree._Element, rule: str) -> str:
    """Return the text of an element that holds nothing else; refuse an empty one."""
    value = (element.text or "").strip()
    demand(bool(value) and not len(element), rule)
    return value
