"""What a response must satisfy beyond python3-saml's own checks, which accept every case refused here.

Sections cited are those of SAML 2.0 Core and Profiles (4.1.4, Web Browser SSO).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from accounts.saml.contexts import BEARER
from accounts.saml.refusals import Refusal, Refused
from accounts.saml.xml import NAMESPACES, find, only, qualified, text

if TYPE_CHECKING:
    from lxml import etree

SKEW = timedelta(minutes=3)
MAX_AGE = timedelta(minutes=10)
MAX_LIFETIME = timedelta(hours=1)

ENCRYPTED = {"EncryptedAssertion", "EncryptedID", "EncryptedAttribute", "EncryptedData", "EncryptedKey"}
ID_ATTRIBUTES = {"ID", "Id", "id", "AssertionID", "{http://www.w3.org/XML/1998/namespace}id"}
SIGNATURE_METHODS = {f"http://www.w3.org/2001/04/xmldsig-more#rsa-sha{bits}" for bits in (256, 384, 512)}
DIGEST_METHODS = {
    "http://www.w3.org/2001/04/xmlenc#sha256",
    "http://www.w3.org/2001/04/xmldsig-more#sha384",
    "http://www.w3.org/2001/04/xmlenc#sha512",
}
EXCLUSIVE_C14N = "http://www.w3.org/2001/10/xml-exc-c14n#"
TRANSFORMS = ["http://www.w3.org/2000/09/xmldsig#enveloped-signature", EXCLUSIVE_C14N]


@dataclass(frozen=True, kw_only=True)
class Expected:
    """What a response addressed to us carries."""

    acs: str
    audience: str
    issuer: str
    now: datetime


def demand(holds: bool, rule: str) -> None:
    """Refuse the response when the control named ``rule`` does not hold."""
    if not holds:
        raise Refused(Refusal.INVALID_RESPONSE, rule)


def instant(element: etree._Element, attribute: str, rule: str) -> datetime:
    """Return a moment in UTC; refuse a missing one, or one in another zone (Core 1.3.3)."""
    try:
        moment = datetime.fromisoformat(element.get(attribute, ""))
    except ValueError:
        raise Refused(Refusal.INVALID_RESPONSE, rule) from None
    demand(moment.tzinfo is not None and moment.utcoffset() == timedelta(0), rule)
    return moment.astimezone(UTC)


def check_document(root: etree._Element) -> None:
    """Refuse anything but one plain response: no comment in it, nothing encrypted, no identifier twice."""
    demand(root.tag == qualified("samlp:Response"), "root")
    identifiers = []
    for element in root.iter():
        demand(isinstance(element.tag, str), "comment")
        demand(element.tag.rpartition("}")[2] not in ENCRYPTED, "encrypted")
        identifiers += [value for name, value in element.attrib.items() if name in ID_ATTRIBUTES]
    demand(len(identifiers) == len(set(identifiers)), "duplicate-id")


def check_signatures(root: etree._Element, assertion: etree._Element) -> None:
    """Ask for a signature of a known kind on the response and on the assertion, and for no other."""
    signatures = list(root.iter(qualified("ds:Signature")))
    demand(len(signatures) == 2, "signatures")  # noqa: PLR2004 - the response's and the assertion's
    for signed in (root, assertion):
        signature = only(signed, "ds:Signature", "unsigned")
        info = only(signature, "ds:SignedInfo", "signed-info")
        _algorithm(info, "ds:CanonicalizationMethod", {EXCLUSIVE_C14N})
        _algorithm(info, "ds:SignatureMethod", SIGNATURE_METHODS)
        reference = only(info, "ds:Reference", "reference")
        demand(reference.get("URI") == f"#{signed.get('ID')}", "reference")
        _algorithm(reference, "ds:DigestMethod", DIGEST_METHODS)
        used = [t.get("Algorithm") for t in find(reference, "ds:Transforms/ds:Transform")]
        demand(used == TRANSFORMS, "transforms")
        demand(not signature.findall("ds:Object", NAMESPACES), "signature-object")


def _algorithm(parent: etree._Element, path: str, known: set[str]) -> None:
    demand(only(parent, path, "algorithm").get("Algorithm") in known, "algorithm")


def check_envelope(root: etree._Element, assertion: etree._Element, expected: Expected) -> None:
    """Ask that the message was written now, by the identity provider, for our address (Profiles 4.1.4.2)."""
    demand(root.get("Destination") == expected.acs, "destination")
    demand(bool(root.get("InResponseTo")), "unsolicited")
    for message in (root, assertion):
        demand(text(only(message, "saml:Issuer", "issuer"), "issuer") == expected.issuer, "issuer")
        issued = instant(message, "IssueInstant", "issue-instant")
        demand(expected.now - MAX_AGE <= issued <= expected.now + SKEW, "issue-instant")


def check_conditions(assertion: etree._Element, expected: Expected) -> None:
    """Ask for a short validity and for us as the only audience (Core 2.5.1)."""
    conditions = only(assertion, "saml:Conditions", "conditions")
    begins, ends = (
        instant(conditions, "NotBefore", "validity"),
        instant(conditions, "NotOnOrAfter", "validity"),
    )
    demand(begins - SKEW <= expected.now < ends + SKEW, "validity")
    demand(ends - begins <= MAX_LIFETIME, "lifetime")
    restriction = only(conditions, "saml:AudienceRestriction", "audience")
    audience = only(restriction, "saml:Audience", "audience")
    demand(text(audience, "audience") == expected.audience, "audience")


def check_subject(root: etree._Element, assertion: etree._Element, expected: Expected) -> None:
    """Ask for one bearer confirmation, addressed to us, for that request, ending soon (Profiles 4.1.4.2)."""
    subject = only(assertion, "saml:Subject", "subject")
    confirmation = only(subject, "saml:SubjectConfirmation", "confirmation")
    demand(confirmation.get("Method") == BEARER, "bearer")
    data = only(confirmation, "saml:SubjectConfirmationData", "confirmation")
    demand(data.get("Recipient") == expected.acs, "recipient")
    demand(data.get("InResponseTo") == root.get("InResponseTo"), "in-response-to")
    demand(data.get("NotBefore") is None, "confirmation-not-before")
    ends = instant(data, "NotOnOrAfter", "confirmation-expiry")
    demand(expected.now < ends + SKEW, "confirmation-expiry")
    demand(ends - expected.now <= MAX_LIFETIME, "confirmation-lifetime")


def check_authentication(assertion: etree._Element, expected: Expected) -> None:
    """Ask that the person proved who they are in the past, and the proof still counts (Core 2.7.2)."""
    statement = only(assertion, "saml:AuthnStatement", "authn-statement")
    demand(instant(statement, "AuthnInstant", "authn-instant") <= expected.now + SKEW, "authn-instant")
    if statement.get("SessionNotOnOrAfter") is not None:
        ends = instant(statement, "SessionNotOnOrAfter", "session-end")
        demand(expected.now < ends + SKEW, "session-end")


def check_all(root: etree._Element, assertion: etree._Element, expected: Expected) -> None:
    """Apply every rule that a response with an assertion must satisfy."""
    check_signatures(root, assertion)
    check_envelope(root, assertion, expected)
    check_conditions(assertion, expected)
    check_subject(root, assertion, expected)
    check_authentication(assertion, expected)
