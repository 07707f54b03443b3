"""Writes answers of an identity provider in text, and signs them: shares no code with portal or simulator."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from secrets import token_hex
from typing import TYPE_CHECKING

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from lxml import etree

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.accounts.attacks.keys import Pair

ISSUER = "https://idp.attacks.example/"
NUMBER = "78031490147"
OTHER_NUMBER = "91110290256"
LEVEL = "urn:be:fedict:iam:fas:citizen:Level450"
NS = {
    "samlp": "urn:oasis:names:tc:SAML:2.0:protocol",
    "saml": "urn:oasis:names:tc:SAML:2.0:assertion",
    "ds": "http://www.w3.org/2000/09/xmldsig#",
    "xenc": "http://www.w3.org/2001/04/xmlenc#",
}
RSA_SHA256 = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"
SHA256 = "http://www.w3.org/2001/04/xmlenc#sha256"
C14N = "http://www.w3.org/2001/10/xml-exc-c14n#"
ENVELOPED = "http://www.w3.org/2000/09/xmldsig#enveloped-signature"

RESPONSE = """<samlp:Response xmlns:samlp="{samlp}" xmlns:saml="{saml}" ID="{response_id}" Version="2.0" \
IssueInstant="{now}" Destination="{acs}" InResponseTo="{request}"><saml:Issuer>{issuer}</saml:Issuer>\
<samlp:Status><samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Success"/></samlp:Status>\
{assertion}</samlp:Response>"""
ASSERTION = """<saml:Assertion xmlns:saml="{saml}" ID="{assertion_id}" Version="2.0" IssueInstant="{now}">\
<saml:Issuer>{issuer}</saml:Issuer><saml:Subject>\
<saml:NameID Format="urn:oasis:names:tc:SAML:2.0:nameid-format:transient">{name_id}</saml:NameID>\
<saml:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer">\
<saml:SubjectConfirmationData NotOnOrAfter="{later}" Recipient="{acs}" InResponseTo="{request}"/>\
</saml:SubjectConfirmation></saml:Subject><saml:Conditions NotBefore="{now}" NotOnOrAfter="{later}">\
<saml:AudienceRestriction><saml:Audience>{audience}</saml:Audience></saml:AudienceRestriction>\
</saml:Conditions><saml:AuthnStatement AuthnInstant="{now}" SessionIndex="{session}"><saml:AuthnContext>\
<saml:AuthnContextClassRef>{level}</saml:AuthnContextClassRef></saml:AuthnContext></saml:AuthnStatement>\
<saml:AttributeStatement>{attributes}</saml:AttributeStatement></saml:Assertion>"""
ATTRIBUTE = (
    '<saml:Attribute Name="{name}"><saml:AttributeValue>{value}</saml:AttributeValue></saml:Attribute>'
)
SIGNATURE = """<ds:Signature xmlns:ds="{ds}"><ds:SignedInfo>\
<ds:CanonicalizationMethod Algorithm="{c14n}"/><ds:SignatureMethod Algorithm="{method}"/>\
<ds:Reference URI="{uri}"><ds:Transforms>{transforms}</ds:Transforms>\
<ds:DigestMethod Algorithm="{digest_method}"/><ds:DigestValue>{digest}</ds:DigestValue></ds:Reference>\
</ds:SignedInfo><ds:SignatureValue>{value}</ds:SignatureValue><ds:KeyInfo><ds:X509Data>\
<ds:X509Certificate>{certificate}</ds:X509Certificate></ds:X509Data></ds:KeyInfo></ds:Signature>"""


@dataclass(frozen=True, kw_only=True)
class Asked:
    """The portal's request, as the identity provider needs it."""

    request: str
    acs: str
    audience: str


@dataclass(frozen=True, kw_only=True)
class How:
    """How a signature is made: the defaults are right, attacks change one."""

    method: str = RSA_SHA256
    hash: hashes.HashAlgorithm = field(default_factory=hashes.SHA256)
    digest_method: str = SHA256
    digest: str = "sha256"
    c14n: str = C14N
    transforms: tuple[str, ...] = (ENVELOPED, C14N)
    uri: str | None = None
    mac: Callable[[bytes], bytes] | None = None

    @classmethod
    def sha(cls, bits: int) -> How:
        """Return how to sign with SHA-2 of that many bits."""
        more, enc = "http://www.w3.org/2001/04/xmldsig-more#", "http://www.w3.org/2001/04/xmlenc#"
        return cls(
            method=f"{more}rsa-sha{bits}",
            hash={256: hashes.SHA256(), 384: hashes.SHA384(), 512: hashes.SHA512()}[bits],
            digest_method=f"{more}sha384" if bits == 384 else f"{enc}sha{bits}",
            digest=f"sha{bits}",
        )


def stamp(**difference: float) -> str:
    """Return a moment, from now, as SAML writes it."""
    moment = datetime.now(UTC) + timedelta(**difference)
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def response(asked: Asked, **changed: str) -> etree._Element:
    """Return a correct, unsigned response that names one person."""
    values = {
        **NS,
        "response_id": f"_r{token_hex(8)}",
        "assertion_id": f"_a{token_hex(8)}",
        "name_id": token_hex(8),
        "session": token_hex(8),
        "now": stamp(),
        "later": stamp(minutes=5),
        "issuer": ISSUER,
        "level": LEVEL,
        "number": NUMBER,
        "request": asked.request,
        "acs": asked.acs,
        "audience": asked.audience,
        **changed,
    }
    attributes = {"egovNRN": values["number"], "givenName": "Antoine", "surname": "Delvaux"}
    values["attributes"] = "".join(ATTRIBUTE.format(name=n, value=v) for n, v in attributes.items())
    values["assertion"] = ASSERTION.format(**values)
    return etree.fromstring(RESPONSE.format(**values))


def at(element: etree._Element, path: str) -> etree._Element:
    """Return the element at ``path``, which must exist."""
    found = element.find(path, NS)
    assert found is not None, path
    return found


def assertion_of(root: etree._Element) -> etree._Element:
    """Return the assertion of a response."""
    return at(root, "saml:Assertion")


def canonical(element: etree._Element) -> bytes:
    """Return ``element`` by exclusive canonicalisation."""
    return etree.tostring(element, method="c14n", exclusive=True, with_comments=False)


def sign(element: etree._Element, pair: Pair, how: How | None = None) -> None:
    """Sign ``element`` as it stands, and put the signature after its issuer."""
    how = how or How()
    transforms = "".join(f'<ds:Transform Algorithm="{name}"/>' for name in how.transforms)
    words = {
        "ds": NS["ds"],
        "c14n": how.c14n,
        "method": how.method,
        "uri": f"#{element.get('ID')}" if how.uri is None else how.uri,
        "transforms": transforms,
        "digest_method": how.digest_method,
        "digest": base64.b64encode(hashlib.new(how.digest, canonical(element)).digest()).decode(),
        "certificate": pair.certificate_text,
    }
    signature = etree.fromstring(SIGNATURE.format(value="", **words))
    info = canonical(at(signature, "ds:SignedInfo"))
    value = how.mac(info) if how.mac else pair.key.sign(info, PKCS1v15(), how.hash)
    at(signature, "ds:SignatureValue").text = base64.b64encode(value).decode()
    at(element, "saml:Issuer").addnext(signature)


def unsign(element: etree._Element) -> etree._Element:
    """Take the signature of ``element`` off, and return it."""
    signature = at(element, "ds:Signature")
    element.remove(signature)
    return signature
