"""Which element somebody signed: it is taken out of its message, and verified standing alone (ADR 0020)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import xmlsec
from lxml import etree
from onelogin.saml2.utils import OneLogin_Saml2_Utils

from accounts.saml.protocol.refusals import demand
from accounts.saml.protocol.xml import find, only, parse

if TYPE_CHECKING:
    from collections.abc import Iterable

SIGNATURE_METHODS = {f"http://www.w3.org/2001/04/xmldsig-more#rsa-sha{bits}" for bits in (256, 384, 512)}
DIGEST_METHODS = {
    "http://www.w3.org/2001/04/xmlenc#sha256",
    "http://www.w3.org/2001/04/xmldsig-more#sha384",
    "http://www.w3.org/2001/04/xmlenc#sha512",
}
EXCLUSIVE_C14N = "http://www.w3.org/2001/10/xml-exc-c14n#"
TRANSFORMS = ["http://www.w3.org/2000/09/xmldsig#enveloped-signature", EXCLUSIVE_C14N]


def is_signed(element: etree._Element) -> bool:
    """Whether ``element`` claims to be signed."""
    return bool(find(element, "ds:Signature"))


def verified(element: etree._Element, certificates: Iterable[str]) -> etree._Element:
    """Return ``element`` as a document of its own, once one of ``certificates`` has been found to sign it.

    That document holds nothing but what was signed, so nothing else can be mistaken for it. What the
    signature says of its own key (KeyInfo) is never read.
    """
    alone = parse(etree.tostring(element, with_tail=False))
    signature = only(alone, "ds:Signature", "unsigned")
    _check_description(signature, alone)
    xmlsec.tree.add_ids(alone, ["ID"])
    demand(any(_holds(signature, certificate) for certificate in certificates), "signature")
    return alone


def _check_description(signature: etree._Element, signed: etree._Element) -> None:
    """Ask for known algorithms, and for one reference, to the whole of the signed element."""
    info = only(signature, "ds:SignedInfo", "signed-info")
    _algorithm(info, "ds:CanonicalizationMethod", {EXCLUSIVE_C14N})
    _algorithm(info, "ds:SignatureMethod", SIGNATURE_METHODS)
    reference = only(info, "ds:Reference", "reference")
    demand(reference.get("URI") == f"#{signed.get('ID')}", "reference")
    _algorithm(reference, "ds:DigestMethod", DIGEST_METHODS)
    used = [transform.get("Algorithm") for transform in find(reference, "ds:Transforms/ds:Transform")]
    demand(used == TRANSFORMS, "transforms")


def _algorithm(parent: etree._Element, path: str, known: set[str]) -> None:
    demand(only(parent, path, "algorithm").get("Algorithm") in known, "algorithm")


def _holds(signature: etree._Element, certificate: str) -> bool:
    context = xmlsec.SignatureContext()
    pem = OneLogin_Saml2_Utils.format_cert(certificate)
    context.key = xmlsec.Key.from_memory(pem, xmlsec.KeyFormat.CERT_PEM, None)
    try:
        context.verify(signature)
    except xmlsec.Error:
        return False
    return True
