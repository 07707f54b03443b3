"""Whether an element of metadata is signed by a certificate that we were given by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import xmlsec
from cryptography.hazmat.primitives.serialization import Encoding

from accounts.saml.signatures import DIGEST_METHODS, EXCLUSIVE_C14N, SIGNATURE_METHODS, TRANSFORMS
from accounts.saml.xml import NAMESPACES, find

if TYPE_CHECKING:
    from cryptography import x509
    from lxml import etree


def is_signed(element: etree._Element, certificates: list[x509.Certificate]) -> bool:
    """Whether ``element`` itself, whole, carries one strong signature by one of ``certificates``."""
    signatures = find(element, "ds:Signature")
    if len(signatures) != 1 or not _covers(signatures[0], element):
        return False
    root = element.getroottree().getroot()
    identifiers = [node.get("ID") for node in root.iter() if node.get("ID")]
    if len(identifiers) != len(set(identifiers)):
        return False
    xmlsec.tree.add_ids(root, ["ID"])
    return any(_verifies(signatures[0], certificate) for certificate in certificates)


def _covers(signature: etree._Element, element: etree._Element) -> bool:
    """Whether the signature is about ``element``, with strong algorithms and nothing taken out of it."""
    references = find(signature, "ds:SignedInfo/ds:Reference")
    if len(references) != 1 or find(signature, "ds:Object"):
        return False
    whole_document = references[0].get("URI") == "" and element.getparent() is None
    this_element = bool(element.get("ID")) and references[0].get("URI") == f"#{element.get('ID')}"
    transforms = find(references[0], "ds:Transforms/ds:Transform")
    return (
        (whole_document or this_element)
        and _algorithm(signature, "ds:SignedInfo/ds:SignatureMethod") in SIGNATURE_METHODS
        and _algorithm(signature, "ds:SignedInfo/ds:CanonicalizationMethod") == EXCLUSIVE_C14N
        and _algorithm(references[0], "ds:DigestMethod") in DIGEST_METHODS
        and [transform.get("Algorithm") for transform in transforms] == TRANSFORMS
    )


def _algorithm(parent: etree._Element, path: str) -> str:
    found = parent.find(path, NAMESPACES)
    return "" if found is None else found.get("Algorithm", "")


def _verifies(signature: etree._Element, certificate: x509.Certificate) -> bool:
    context = xmlsec.SignatureContext()
    pem = certificate.public_bytes(Encoding.PEM)
    context.key = xmlsec.Key.from_memory(pem, xmlsec.KeyFormat.CERT_PEM, None)
    try:
        context.verify(signature)
    except xmlsec.Error:
        return False
    return True
