"""Where each element of a message may stand: by SAML's schemas, and by a shorter list of our own.

The schemas leave room for anything in a dozen places (extensions, advice, objects of signatures, values);
signature wrapping needs one of them. Here an element that the Web Browser SSO profile has no use for is
refused wherever it stands, so that a second assertion has no place to hide.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import onelogin.saml2
from lxml import etree

from accounts.saml.protocol.refusals import demand
from accounts.saml.protocol.xml import qualified

if TYPE_CHECKING:
    from collections.abc import Iterable

CHILDREN = {
    qualified(parent): {qualified(child) for child in children.split()}
    for parent, children in {
        "samlp:Response": "saml:Issuer ds:Signature samlp:Status saml:Assertion saml:EncryptedAssertion",
        "samlp:Status": "samlp:StatusCode samlp:StatusMessage",
        "samlp:StatusCode": "samlp:StatusCode",
        "samlp:LogoutRequest": "saml:Issuer saml:NameID samlp:SessionIndex",
        "samlp:LogoutResponse": "saml:Issuer samlp:Status",
        "saml:Assertion": (
            "saml:Issuer ds:Signature saml:Subject saml:Conditions saml:AuthnStatement "
            "saml:AttributeStatement"
        ),
        "saml:Subject": "saml:NameID saml:SubjectConfirmation",
        "saml:SubjectConfirmation": "saml:SubjectConfirmationData",
        "saml:Conditions": "saml:AudienceRestriction saml:OneTimeUse saml:ProxyRestriction",
        "saml:AudienceRestriction": "saml:Audience",
        "saml:ProxyRestriction": "saml:Audience",
        "saml:AuthnStatement": "saml:SubjectLocality saml:AuthnContext",
        "saml:AuthnContext": (
            "saml:AuthnContextClassRef saml:AuthnContextDeclRef saml:AuthenticatingAuthority"
        ),
        "saml:AttributeStatement": "saml:Attribute",
        "saml:Attribute": "saml:AttributeValue",
        "ds:Signature": "ds:SignedInfo ds:SignatureValue ds:KeyInfo",
        "ds:SignedInfo": "ds:CanonicalizationMethod ds:SignatureMethod ds:Reference",
        "ds:CanonicalizationMethod": "ec:InclusiveNamespaces",
        "ds:Reference": "ds:Transforms ds:DigestMethod ds:DigestValue",
        "ds:Transforms": "ds:Transform",
        "ds:Transform": "ec:InclusiveNamespaces",
        "ds:KeyInfo": "ds:KeyName ds:KeyValue ds:X509Data xenc:EncryptedKey",
        "ds:KeyValue": "ds:RSAKeyValue",
        "ds:RSAKeyValue": "ds:Modulus ds:Exponent",
        "ds:X509Data": "ds:X509Certificate ds:X509IssuerSerial ds:X509SKI ds:X509SubjectName",
        "ds:X509IssuerSerial": "ds:X509IssuerName ds:X509SerialNumber",
        "saml:EncryptedAssertion": "xenc:EncryptedData",
        "xenc:EncryptedData": "xenc:EncryptionMethod ds:KeyInfo xenc:CipherData",
        "xenc:EncryptedKey": "xenc:EncryptionMethod ds:KeyInfo xenc:CipherData",
        "xenc:EncryptionMethod": "ds:DigestMethod",
        "xenc:CipherData": "xenc:CipherValue",
    }.items()
}
IDENTIFIERS = {"id", "assertionid", "responseid", "requestid"}


def check_shape(message: etree._Element) -> None:
    """Refuse an element out of its place, and what SAML's own schemas refuse."""
    for element in message.iter():
        known = CHILDREN.get(element.tag, set())
        demand(all(child.tag in known for child in element), "element")
    demand(_schema().validate(message), "schema")


def check_identifiers(*messages: etree._Element) -> None:
    """Refuse an identifier that stands twice, whatever the attribute is called and wherever it comes from."""
    seen: set[str] = set()
    for value in _identifiers(messages):
        demand(value not in seen, "duplicate-id")
        seen.add(value)


def _identifiers(messages: Iterable[etree._Element]) -> Iterable[str]:
    for message in messages:
        for element in message.iter():
            for name, value in element.attrib.items():
                if etree.QName(name).localname.lower() in IDENTIFIERS:
                    yield value


@lru_cache(maxsize=1)
def _schema() -> etree.XMLSchema:
    """Return SAML's protocol schema, which python3-saml carries with those that it imports."""
    folder = Path(onelogin.saml2.__file__).parent / "schemas"
    return etree.XMLSchema(etree.parse(folder / "saml-schema-protocol-2.0.xsd"))
